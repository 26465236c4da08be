// The table events, and the deliveries a new event begins.
#ifndef DEFECTD_STORE_SQLITE_EVENT_LOG_HPP
#define DEFECTD_STORE_SQLITE_EVENT_LOG_HPP

#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class event_log {
public:
    explicit event_log(connection& database);

    /// Keeps the event and makes a delivery due `now` for each of its subscribers that is set.  Does nothing
    /// when the id is known.
    void tell(const outbox_event& news, timestamp now);

    /// Newest first.
    [[nodiscard]] std::vector<event> recent(std::size_t most);

private:
    [[nodiscard]] bool is_known(const std::string& id);
    [[nodiscard]] std::int64_t add(const event& told);

    connection& database_;
    statement find_;
    statement add_;
    statement enqueue_;
    statement recent_;
};

}  // namespace defectd::sqlite

#endif
