// The interface through which a POST leaves the house.  http implements it with Beast and TLS, tests
// with a script.
#ifndef DEFECTD_RUNTIME_HTTP_CLIENT_HPP
#define DEFECTD_RUNTIME_HTTP_CLIENT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "defectd/runtime/task.hpp"
#include "defectd/webhook/signing.hpp"
#include "defectd/webhook/url.hpp"

namespace defectd {

struct post_request {
    std::string pool;  ///< connections are shared only within one pool: the subscriber's name
    endpoint_url url;
    header_list headers;  ///< without Host, Content-Length, User-Agent, Connection
    std::string body;
    duration timeout;  ///< of the whole attempt: look-up, connect, TLS, write, answer
};

/// The final answer; 1xx are passed over.
struct post_response {
    int status = 0;                          ///< 200 … 599
    std::optional<std::string> retry_after;  ///< the header as sent
    std::string body_head;                   ///< at most 1 KiB
};

/// Why there was no answer.  Persistent: the names are in attempts and metrics.
enum class failure_reason : std::uint8_t { timeout, dns, connect, tls, reset, protocol, blocked, canceled };
[[nodiscard]] std::string_view name_of(failure_reason reason) noexcept;

struct post_failure {
    failure_reason reason = failure_reason::timeout;
    std::string what;  ///< for the operator; no secret, no part of the URL but the host
};

using post_outcome = std::variant<post_response, post_failure>;

/// Loop thread only.
class http_client {
public:
    virtual ~http_client() = default;

    /// One attempt.  Never throws for what the network or the receiver does.
    [[nodiscard]] virtual task<post_outcome> post(const post_request& request) = 0;
};

}  // namespace defectd

#endif
