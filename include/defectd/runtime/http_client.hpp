// The interface through which a POST leaves the process.  The http module implements it with Beast and TLS, tests
// with a script.
#ifndef DEFECTD_RUNTIME_HTTP_CLIENT_HPP
#define DEFECTD_RUNTIME_HTTP_CLIENT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "defectd/base/secret.hpp"
#include "defectd/runtime/task.hpp"
#include "defectd/webhook/answer.hpp"
#include "defectd/webhook/signing.hpp"
#include "defectd/webhook/tls_identity.hpp"
#include "defectd/webhook/url.hpp"

namespace defectd {

/// One POST to a receiver: where, what and within what time.
struct post_request {
    std::string
        pool;  ///< connections and TLS sessions are shared only within one pool: the subscriber's name
    endpoint_url url;
    const tls_identity* tls = nullptr;  ///< must outlive the client; the same for all requests of a pool
    header_list headers;                ///< without Host, Content-Length, User-Agent, Connection
    std::string body;
    answer_rules answers =
        answer_rules::webhook;  ///< where they need no body, the head of an answer is enough
    duration timeout;           ///< of the whole attempt: look-up, connect, TLS, write, answer
    bool dials_anew =
        false;  ///< takes no connection that was kept alive, so that every part is tried and timed
};

/// How long the parts of an attempt took.  On a connection kept alive only `first_byte` is known.
struct post_timings {
    std::optional<duration> dns;
    std::optional<duration> connect;
    std::optional<duration> tls;
    std::optional<duration> first_byte;  ///< from the begin of writing to the first byte of the answer
};

/// How many bytes of a response's body are kept; enough for a receiver's error message.
inline constexpr std::size_t max_body_head_bytes = 1U << 10U;

/// The final response; interim ones (1xx) are skipped.
struct post_response {
    int status = 0;                          ///< 200 … 999
    std::optional<std::string> retry_after;  ///< the header as sent; several joined by ", "
    std::string body_head;                   ///< at most max_body_head_bytes
    post_timings timings{};
    std::optional<timestamp> certificate_expires_at;  ///< of the receiver; with TLS only
    std::optional<std::string> reset_after{};         ///< X-RateLimit-Reset-After, as retry_after
};

/// Why there was no response.  The names are stored with attempts, so that they must not change, except for the last
/// two, which do not count as attempts: `local` means that the daemon had no file descriptor, `cancelled` its shutdown.
enum class failure_reason : std::uint8_t {
    timeout,
    dns,
    connect,
    tls,
    reset,
    protocol,
    blocked,
    local,
    cancelled
};
[[nodiscard]] std::string_view name_of(failure_reason reason) noexcept;

/// An attempt that ended without a response.
struct post_failure {
    failure_reason reason = failure_reason::timeout;
    std::string what;  ///< for the operator; no secret, no part of the URL but the host
    post_timings timings{};
};

using post_outcome = std::variant<post_response, post_failure>;

/// Loop thread only.
class http_client {
public:
    virtual ~http_client() = default;

    /// Makes one attempt within request.timeout and never throws for what the network or the receiver does.  Redirects
    /// are not followed.  Only when the receiver had closed a connection of the pool before the request reached it, the
    /// request is sent again on a new one.
    [[nodiscard]] virtual task<post_outcome> post(const post_request& request) = 0;
};

}  // namespace defectd

#endif
