// The host of a URL: a DNS name or an address, never something a resolver might take for an address.
#ifndef DEFECTD_WEBHOOK_URL_HOST_HPP
#define DEFECTD_WEBHOOK_URL_HOST_HPP

#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/result.hpp"
#include "defectd/webhook/egress.hpp"

namespace defectd {

struct url_host {
    std::string text;                   ///< lower case or canonical address, without brackets
    std::optional<ip_address> literal;  ///< set when it is an address
};

/// Reads a DNS name or a dotted quad.  Underscores are accepted: names of private zones and of containers
/// have them and resolve.  A dot at the end is refused: certificates and Host headers do not carry it.
/// The error is one of url_reasons.
[[nodiscard]] result<url_host, std::string_view> read_name_or_ipv4(std::string_view written);

/// Reads what stands between the brackets of an IPv6 literal.  The error is one of url_reasons.
[[nodiscard]] result<url_host, std::string_view> read_ipv6(std::string_view written);

}  // namespace defectd

#endif
