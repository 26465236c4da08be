#include "defectd/webhook/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "defectd/base/ascii.hpp"
#include "url_host.hpp"
#include "url_reasons.hpp"

namespace defectd {
namespace {

constexpr std::size_t max_url_length = 2048;

/// The reason why a URL is rejected; empty when there is none.
using fault = std::string_view;

constexpr std::uint16_t scheme_port(bool tls) noexcept
{
    return tls ? 443 : 80;
}

/// Returns the fault of characters that are wrong anywhere in a URL.  Parsers disagree about them, which attackers use.
fault fault_of_text(std::string_view text)
{
    if (text.empty())
        return url_reasons::empty;
    if (text.size() > max_url_length)
        return url_reasons::too_long;
    if (std::any_of(text.begin(), text.end(), is_control))
        return url_reasons::control;
    if (!std::all_of(text.begin(), text.end(), is_ascii))
        return url_reasons::not_ascii;
    if (text.find(' ') != std::string_view::npos)
        return url_reasons::space;
    if (text.find('\\') != std::string_view::npos)
        return url_reasons::backslash;
    return text.find('#') != std::string_view::npos ? url_reasons::fragment : fault{};
}

/// Removes "https://" or "http://" from `rest` and sets `url.tls`.
fault take_scheme(std::string_view& rest, endpoint_url& url)
{
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos)
        return url_reasons::scheme;
    const std::string scheme = to_lower(rest.substr(0, colon));
    if (scheme != "https" && scheme != "http")
        return url_reasons::scheme;
    rest.remove_prefix(colon + 1);
    if (!rest.starts_with("//"))
        return url_reasons::slashes;
    rest.remove_prefix(2);
    url.tls = scheme == "https";
    return {};
}

/// Reads what follows the host: nothing, or a colon and a port.
fault read_port(std::string_view tail, endpoint_url& url)
{
    url.port = scheme_port(url.tls);
    if (tail.empty())
        return {};
    if (tail == ":")
        return url_reasons::port_empty;
    const char* const end = tail.data() + tail.size();
    const auto [rest, error] = std::from_chars(tail.data() + 1, end, url.port);
    // from_chars() itself accepts no sign for an unsigned number; the first digit excludes leading zeros and
    // port 0.
    const bool in_digits = error == std::errc{} && rest == end && tail[1] != '0';
    return in_digits ? fault{} : url_reasons::port;
}

/// Reads "[2001:db8::1]" or "[2001:db8::1]:8443".
fault read_bracketed(std::string_view authority, endpoint_url& url)
{
    const std::size_t bracket = authority.find(']');
    if (bracket == std::string_view::npos)
        return url_reasons::host_brackets;
    auto host = read_ipv6(authority.substr(1, bracket - 1));
    if (!host)
        return host.error();
    url.host = std::move(host->text);
    url.literal = host->literal;
    const std::string_view tail = authority.substr(bracket + 1);
    return tail.empty() || tail.front() == ':' ? read_port(tail, url) : url_reasons::host_tail;
}

/// Reads everything between the slashes and the path.  A user name is rejected: it would never be sent.
fault read_authority(std::string_view authority, endpoint_url& url)
{
    if (authority.find('@') != std::string_view::npos)
        return url_reasons::user_info;
    if (authority.starts_with('['))
        return read_bracketed(authority, url);
    if (std::count(authority.begin(), authority.end(), ':') > 1)
        return url_reasons::host_colons;
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    auto host = read_name_or_ipv4(authority.substr(0, colon));
    if (!host)
        return host.error();
    url.host = std::move(host->text);
    url.literal = host->literal;
    return read_port(authority.substr(colon), url);
}

/// Returns whether RFC 3986 allows the character in a path or query: pchar, "/" or "?", without escapes.
bool is_target_character(char c)
{
    return is_alphanumeric(c) || std::string_view("-._~!$&'()*+,;=:@/?").find(c) != std::string_view::npos;
}

bool is_escape(std::string_view text)
{
    return text.size() >= 3 && is_hex(text[1]) && is_hex(text[2]);
}

/// Keeps path and query byte for byte: a receiver may compare them with a signature of its own.
fault read_target(std::string_view written, endpoint_url& url)
{
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] == '%' && !is_escape(written.substr(i)))
            return url_reasons::target_escape;
        if (written[i] != '%' && !is_target_character(written[i]))
            return url_reasons::target_character;
    }
    url.target = written.starts_with('/') ? "" : "/";
    url.target += written;
    return {};
}

fault read(std::string_view rest, endpoint_url& url)
{
    if (const fault wrong = fault_of_text(rest); !wrong.empty())
        return wrong;
    if (const fault wrong = take_scheme(rest, url); !wrong.empty())
        return wrong;
    // The authority ends at the path or, without one, at the query (RFC 3986, 3.2).
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    if (const fault wrong = read_authority(rest.substr(0, end), url); !wrong.empty())
        return wrong;
    return read_target(rest.substr(end), url);
}

}  // namespace

std::string endpoint_url::authority() const
{
    const bool bracketed = literal && literal->is_v6;
    std::string text = bracketed ? fmt::format("[{}]", host) : host;
    if (port != scheme_port(tls))
        text += fmt::format(":{}", port);
    return text;
}

result<endpoint_url, text_error> parse_endpoint_url(std::string_view text)
{
    endpoint_url url;
    if (const fault wrong = read(text, url); !wrong.empty())
        return text_error{std::string(wrong)};
    return url;
}

result<proxy_address, text_error> parse_proxy_url(std::string_view text)
{
    const auto refused = [](std::string_view reason) { return text_error{std::string(reason)}; };
    if (text.find('@') != std::string_view::npos)
        return refused(url_reasons::proxy_user_info);
    auto url = parse_endpoint_url(text);
    if (!url)
        return url.error();
    if (url->tls)
        return refused(url_reasons::proxy_tls);
    // A URL without a path has "/" as its target.
    if (url->target != "/")
        return refused(url_reasons::proxy_target);
    return proxy_address{std::move(url->host), url->port};
}

}  // namespace defectd
