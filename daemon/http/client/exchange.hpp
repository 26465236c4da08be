// One request and its answer on an open connection.
#ifndef DEFECTD_HTTP_CLIENT_EXCHANGE_HPP
#define DEFECTD_HTTP_CLIENT_EXCHANGE_HPP

#include "client/connection.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// How an exchange ended, and what the connection is good for afterwards.
struct exchange_end {
    post_outcome outcome;
    bool reusable = false;  ///< nothing is left to read on the connection, and the peer keeps it open
    bool untouched =
        false;  ///< the connection broke before the first byte of an answer: another may be tried
};

/// Replaces `into` by the bytes of the whole request, so that it is one write, and one segment where it fits.
/// @pre  no header, and no part of the URL, has a line end: the configuration was checked for them
void write_request(std::string& into, const post_request& request);

/// Sends `request` and reads the answer within the connection's deadline.  Returns network failures as outcomes; throws
/// only when it is cancelled between two waits.
/// @param first_byte  gets the time from the start of writing to the first byte; must outlive the exchange
[[nodiscard]] task<exchange_end> exchange(connection& link, const post_request& request,
                                          std::optional<duration>& first_byte);

}  // namespace defectd

#endif
