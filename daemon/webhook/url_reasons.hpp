// Why a URL is refused: what is wrong, and what to write instead.  None repeats the URL.
#ifndef DEFECTD_WEBHOOK_URL_REASONS_HPP
#define DEFECTD_WEBHOOK_URL_REASONS_HPP

#include <string_view>

namespace defectd::url_reasons {

using reason = std::string_view;

// The text as a whole.
inline constexpr reason empty = "the URL is empty: write https://host/path";
inline constexpr reason too_long = "the URL has over 2048 characters: shorten it";
inline constexpr reason control = "a line end or another control character is in the URL: take it out";
inline constexpr reason space = "a space is in the URL: take it out, or write %20 in a path";
inline constexpr reason not_ascii =
    "a character outside ASCII is in the URL: write a host as xn--… and the rest percent-encoded";
inline constexpr reason backslash = "a backslash is in the URL: write / or %5C";
inline constexpr reason fragment = "the part from # on is never sent: leave it out";

// Scheme and authority.
inline constexpr reason scheme = "the URL begins with neither https:// nor http://: write the whole URL";
inline constexpr reason slashes = "two slashes must follow the scheme: write https://host/path";
inline constexpr reason user_info =
    "a user name before @ is not sent: leave it out and set an Authorization header from a header file";
inline constexpr reason port_empty = "the port is empty: write one behind the colon or leave out the colon";
inline constexpr reason port = "the port is not a number from 1 to 65535 without leading zeros: correct it";

// The host.
inline constexpr reason host_empty = "the URL has no host: write https://host/path";
inline constexpr reason host_percent = "a percent sign is in the host: write its characters themselves";
inline constexpr reason host_colons = "an IPv6 address stands in brackets: write https://[2001:db8::1]/path";
inline constexpr reason host_brackets =
    "the host in brackets is not an IPv6 address: write one, without zone id and spaces";
inline constexpr reason host_zone = "an IPv6 zone id means another link on every machine: leave it out";
inline constexpr reason host_tail = "only a port may follow the bracket of an IPv6 address: correct it";
inline constexpr reason host_character =
    "the host has a character other than letters, digits, - . and _: correct it";
inline constexpr reason host_dot = "the host ends with a dot: leave it out, certificates do not carry it";
inline constexpr reason host_label =
    "a part of the host between dots is empty, over 63 characters, or begins or ends with -: correct it";
inline constexpr reason host_too_long = "the host has over 253 characters: no DNS name is longer";
inline constexpr reason host_number =
    "the host looks like a number but is no IPv4 address: write four decimal numbers, 203.0.113.7, or a name";

// Path and query.
inline constexpr reason target_character =
    "a character in the path or query may not stand there: percent-encode it";
inline constexpr reason target_escape =
    "a percent sign in the path or query needs two hex digits behind it: write %25 for the sign itself";

// The URL of a proxy.
inline constexpr reason proxy_user_info =
    "a user name before @ is not sent to a proxy: leave it out and let the proxy know the daemon by its address";
inline constexpr reason proxy_tls = "the proxy itself is spoken to without TLS: write http://host:port";
inline constexpr reason proxy_target = "a proxy has no path and no query: write http://host:port";

}  // namespace defectd::url_reasons

#endif
