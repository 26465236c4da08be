// Why a URL is rejected: what is wrong, and what to write instead.  No text repeats the URL, which may be a secret.
#ifndef DEFECTD_WEBHOOK_URL_REASONS_HPP
#define DEFECTD_WEBHOOK_URL_REASONS_HPP

#include <string_view>

namespace defectd::url_reasons {

using reason = std::string_view;

// The text as a whole.
inline constexpr reason empty = "the URL is empty: write https://host/path";
inline constexpr reason too_long = "the URL has more than 2048 characters: shorten it";
inline constexpr reason control = "the URL contains a line break or another control character: remove it";
inline constexpr reason space = "the URL contains a space: remove it, or write %20 in a path";
inline constexpr reason not_ascii =
    "the URL contains a character outside ASCII: write a host as xn--… and the rest percent-encoded";
inline constexpr reason backslash = "the URL contains a backslash: write / or %5C";
inline constexpr reason fragment = "the part after # is never sent: remove it and the #";

// Scheme and authority.
inline constexpr reason scheme = "the URL begins with neither https:// nor http://: write the whole URL";
inline constexpr reason slashes = "two slashes must follow the scheme: write https://host/path";
inline constexpr reason user_info =
    "a user name before @ is not sent: remove it and set an Authorization header under header_files";
inline constexpr reason port_empty = "the port is empty: write one after the colon or remove the colon";
inline constexpr reason port = "the port is not a number from 1 to 65535 without leading zeros: correct it";

// The host.
inline constexpr reason host_empty = "the URL has no host: write https://host/path";
inline constexpr reason host_percent = "the host contains a percent sign: write its characters unencoded";
inline constexpr reason host_colons = "an IPv6 address must be in brackets: write https://[2001:db8::1]/path";
inline constexpr reason host_brackets =
    "the host in brackets is not an IPv6 address: write one, without zone id and spaces";
inline constexpr reason host_zone = "an IPv6 zone id is valid on one machine only: remove it";
inline constexpr reason host_tail = "only a port may follow the brackets of an IPv6 address: correct it";
inline constexpr reason host_character =
    "the host has a character other than letters, digits, - . and _: correct it";
inline constexpr reason host_dot = "the host ends with a dot: remove it, certificates do not contain it";
inline constexpr reason host_label =
    "a part of the host between dots is empty, longer than 63 characters, or begins or "
    "ends with -: correct it";
inline constexpr reason host_too_long =
    "the host has more than 253 characters, the maximum for a DNS name: correct it";
inline constexpr reason host_number =
    "the host looks like a number but is not an IPv4 address: write four decimal "
    "numbers, 203.0.113.7, or a name";

// Path and query.
inline constexpr reason target_character =
    "the path or query contains a character that is not allowed there: percent-encode it";
inline constexpr reason target_escape =
    "a percent sign in the path or query must be followed by two hex digits: write %25 "
    "for the sign itself";

// The URL of a proxy.
inline constexpr reason proxy_user_info =
    "a user name before @ is not sent to a proxy: remove it and let the proxy identify "
    "the daemon by its address";
inline constexpr reason proxy_tls = "the connection to the proxy does not use TLS: write http://host:port";
inline constexpr reason proxy_target = "a proxy URL has no path or query: write http://host:port";

}  // namespace defectd::url_reasons

#endif
