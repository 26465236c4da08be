// The table events: what happened, in the order in which it was emitted.
#ifndef DEFECTD_STORE_SQLITE_EVENT_LOG_HPP
#define DEFECTD_STORE_SQLITE_EVENT_LOG_HPP

#include <optional>
#include <string>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Adds events and reads them.  An event never changes; pruning deletes it.  Like every class of this folder it works
/// inside the transaction of the caller, and the connection must outlive it.
class event_log {
public:
    explicit event_log(connection& database);

    /// Stores the event and returns its seq; does nothing and returns nullopt when its id is stored already.
    [[nodiscard]] std::optional<std::int64_t> add(const event& ev);

    /// Returns at most `max` events after `seq` that were emitted at `since` or later, oldest first.
    [[nodiscard]] std::vector<numbered_event> after(std::int64_t seq, timestamp since, std::size_t max);
    /// Returns nullopt for an unknown id.
    [[nodiscard]] std::optional<numbered_event> find(const std::string& id);

private:
    connection& database_;
    statement is_known_;
    statement add_;
    statement after_;
    statement find_;
};

/// The columns of a numbered_event, in the order in which read_numbered_event() reads them.
inline constexpr const char* event_columns =
    "seq, id, type, at, body, account, marketplace_id, channel, type_of_defect";
/// Reads event_columns from the present row.  Throws store_error `corrupt` for a word unknown to this
/// version.
[[nodiscard]] numbered_event read_numbered_event(cursor& row);

}  // namespace defectd::sqlite

#endif
