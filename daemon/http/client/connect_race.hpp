// Connects to the first of a name's addresses that answers: they are tried a moment apart, so that one that swallows
// connections costs that moment and not the attempt.
//
// Source: RFC 8305 §4 (the order of the addresses), §5 (connection attempts).
#ifndef DEFECTD_HTTP_CLIENT_CONNECT_RACE_HPP
#define DEFECTD_HTTP_CLIENT_CONNECT_RACE_HPP

#include <functional>
#include <vector>

#include "client/connection.hpp"

namespace defectd {

using endpoint_list = std::vector<asio::ip::tcp::endpoint>;

/// How long after one address the next is tried; it is tried at once when the one before has failed.
inline constexpr auto pause_between_addresses = std::chrono::milliseconds{250};

/// Returns the addresses with IPv6 and IPv4 in turn, beginning with the family of the first; within a family they keep
/// their order.
[[nodiscard]] endpoint_list interleaved(const endpoint_list& addresses);

/// How a race ended.
struct race_end {
    std::shared_ptr<connection> winner;  ///< null when no address took the connection
    error_code error;  ///< of the address that failed last; operation_aborted when cancelled
};

/// What all races of one client have in common.  `make_room` closes a connection at rest and says whether there was
/// one; it is asked once when the process has no descriptor left.
struct race_rules {
    asio::any_io_executor loop;
    std::function<bool()> make_room;
};

/// Connects to the first of `addresses` that answers, by `deadline`; the others are closed.  Never throws for what the
/// network does.  An address that turns out to be another than the one dialled ends the race: access_denied.
/// @param key  of the connections; see connection
/// @pre  `addresses` is not empty
[[nodiscard]] task<race_end> connect_first(const race_rules& rules, std::string key, endpoint_list addresses,
                                           steady_time deadline);

/// Whether the error says that the process, or the machine, has no file descriptor left.
[[nodiscard]] bool is_out_of_descriptors(const error_code& error) noexcept;

}  // namespace defectd

#endif
