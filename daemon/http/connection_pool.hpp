// The idle keep-alive connections, and when one is too old to keep.
#ifndef DEFECTD_HTTP_CONNECTION_POOL_HPP
#define DEFECTD_HTTP_CONNECTION_POOL_HPP

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "connection.hpp"
#include "defectd/base/time.hpp"

namespace defectd {

/// Loop thread only.  Its timer runs only while there are idle connections.
class connection_pool : public std::enable_shared_from_this<connection_pool> {
public:
    connection_pool(const asio::any_io_executor& loop, duration idle_keep, duration longest_life);

    /// The connection of that key that was used last, if one is still fit for use; null otherwise.
    [[nodiscard]] std::shared_ptr<connection> take(const std::string& key);

    /// Keeps a connection on which nothing is under way.
    void park(std::shared_ptr<connection> idle);

private:
    struct idle_connection {
        std::shared_ptr<connection> link;
        steady_time until;
    };

    void sweep();
    void arm(steady_time at);

    duration idle_keep_;
    duration longest_life_;
    /// By key; in each list the one used last stands last.
    std::unordered_map<std::string, std::vector<idle_connection>> idle_;
    asio::steady_timer timer_;
    bool armed_ = false;
};

}  // namespace defectd

#endif
