// One request and its answer on an open connection.
#ifndef DEFECTD_HTTP_CLIENT_EXCHANGE_HPP
#define DEFECTD_HTTP_CLIENT_EXCHANGE_HPP

#include "client/connection.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

struct exchange_end {
    post_outcome outcome;
    bool reusable = false;   ///< the connection is clean and the peer keeps it open
    bool untouched = false;  ///< the connection broke before the first byte of an answer
};

/// The whole request as one run of bytes: one write, one segment where it fits.
void write_request(std::string& into, const post_request& request);

/// Sends `request` and reads the answer within the connection's deadline.  Never throws.
/// @param first_byte  gets the time from the begin of writing to the first byte; must outlive the exchange
[[nodiscard]] task<exchange_end> exchange(connection& link, const post_request& request,
                                          std::optional<duration>& first_byte);

}  // namespace defectd

#endif
