// The idle keep-alive connections, and when one is too old to keep.
#ifndef DEFECTD_HTTP_CLIENT_CONNECTION_POOL_HPP
#define DEFECTD_HTTP_CLIENT_CONNECTION_POOL_HPP

#include <boost/asio/steady_timer.hpp>

#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/connection.hpp"
#include "defectd/base/time.hpp"

namespace defectd {

/// How long a connection may be idle, and how many may be.
struct pool_limits {
    duration idle_keep;    ///< a connection that was idle for this long is closed
    duration max_life;     ///< a connection that was opened this long ago is not used again
    std::size_t max_idle;  ///< more close the one idle for longest; 0 keeps none
};

/// Owned by shared_ptr: its timer refers to it weakly.  Loop thread only.  A call takes as long as the number of
/// connections that it returns or closes, and the timer runs only while there are idle connections.
class connection_pool : public std::enable_shared_from_this<connection_pool> {
public:
    connection_pool(const asio::any_io_executor& loop, const pool_limits& limits);

    /// Returns the connection of that key that was used last, and that is still usable; null when there is none.
    [[nodiscard]] std::shared_ptr<connection> take(const std::string& key);

    /// Keeps a connection on which nothing is under way.  Over `max_idle`, closes the one idle for longest.
    void put(std::shared_ptr<connection> idle);

    /// Closes the connection that has been idle for longest, which frees its descriptor; false when none is idle.
    bool close_oldest();

private:
    struct idle_connection {
        std::shared_ptr<connection> link;
        steady_time since;
    };
    using by_age = std::list<idle_connection>;

    /// Closes the connections that were idle for too long.
    void sweep();
    /// Sets the timer for the next sweep.
    void arm(steady_time at);

    pool_limits limits_;
    by_age idle_;  ///< the one idle for longest comes first
    /// In each list the one used last comes last.
    std::unordered_map<std::string, std::vector<by_age::iterator>> by_key_;
    asio::steady_timer timer_;
    bool armed_ = false;
};

}  // namespace defectd

#endif
