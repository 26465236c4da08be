// The table events: what happened, in the order of telling.
#ifndef DEFECTD_STORE_SQLITE_EVENT_LOG_HPP
#define DEFECTD_STORE_SQLITE_EVENT_LOG_HPP

#include <optional>
#include <string>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class event_log {
public:
    explicit event_log(connection& database);

    /// Keeps the event and gives its seq; nullopt when the id is known, and nothing is done.
    [[nodiscard]] std::optional<std::int64_t> add(const event& ev);

    /// Oldest first.
    [[nodiscard]] std::vector<numbered_event> after(std::int64_t seq, timestamp since, std::size_t max);
    [[nodiscard]] std::optional<numbered_event> find(const std::string& id);

private:
    connection& database_;
    statement is_known_;
    statement add_;
    statement after_;
    statement find_;
};

/// The columns of a numbered_event in the order they are read, seq first.
inline constexpr const char* event_columns =
    "seq, id, type, at, body, account, marketplace_id, channel, type_of_defect";
[[nodiscard]] numbered_event read_numbered_event(cursor& row);

}  // namespace defectd::sqlite

#endif
