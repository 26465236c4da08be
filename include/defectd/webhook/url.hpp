// The strict reading of a subscriber's URL: what is accepted is dialled exactly as written.
// Pure.  Boost.URL is not used: 1.81 reads https://127.0.0.1.evil.com/ as host 127.0.0.1.
#ifndef DEFECTD_WEBHOOK_URL_HPP
#define DEFECTD_WEBHOOK_URL_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/result.hpp"
#include "defectd/webhook/egress.hpp"

namespace defectd {

/// A URL in the parts that are needed to dial and ask.
struct endpoint_url {
    bool tls = true;   ///< https, else http
    std::string host;  ///< lower case; a DNS name or a canonical IP literal, IPv6 without brackets
    std::optional<ip_address> literal;  ///< set when the host is an address
    std::uint16_t port = 443;
    std::string target;  ///< path and query, byte for byte as written; begins with "/"

    /// The Host header: brackets round IPv6, the port unless it is the scheme's own.
    [[nodiscard]] std::string authority() const;
    friend bool operator==(const endpoint_url&, const endpoint_url&) = default;
};

/// Reads an absolute http or https URL: at most 2048 ASCII characters, no user info, no fragment, no control
/// characters, no percent or numeric-looking host ("127.1", "0x7f.1", "2130706433", "a.b.08").
/// A host may have underscores (names of containers and private zones do) and no dot at its end (certificates
/// have none).  Path and query keep to RFC 3986: what may not stand there is percent-encoded by the operator.
/// The error never repeats the URL: it may be a secret.
[[nodiscard]] result<endpoint_url, text_error> parse_endpoint_url(std::string_view text);

/// A proxy that opens tunnels to receivers (CONNECT).
struct proxy_address {
    std::string host;  ///< lower case; a DNS name or a canonical IP literal, IPv6 without brackets
    std::uint16_t port = 80;

    friend bool operator==(const proxy_address&, const proxy_address&) = default;
};

/// Reads "http://host:port", under the rules of parse_endpoint_url; without a port it is 80.  A path or a query is
/// refused, and so is https: what is said to the receivers behind the proxy has TLS of its own.
/// The error never repeats the URL: it may hold a password.
[[nodiscard]] result<proxy_address, text_error> parse_proxy_url(std::string_view text);

/// What the policy holds against this URL before any look-up: scheme, port, literal address; nullopt when
/// nothing.
[[nodiscard]] std::optional<text_error> validate_url(const egress_policy& policy, const endpoint_url& url);

/// What is wrong with a header an operator wants to add (RFC 9110 token and field value, reserved names);
/// nullopt when nothing.
[[nodiscard]] std::optional<text_error> validate_header(std::string_view name, std::string_view value);

}  // namespace defectd

#endif
