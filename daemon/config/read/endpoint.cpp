// A subscriber's URL, written in the configuration or in a file, checked against the egress policy.
#include <fmt/format.h>

#include "read/readers.hpp"

namespace defectd {
namespace {

/// A URL with what print-config may show of it.
struct known_url {
    endpoint_url url;
    std::string shown_as;
};

std::string to_yaml(const known_url& url)
{
    return yaml_scalar(url.shown_as);
}

/// Returns the URL that `text` is, when the policy allows it; print-config shows only its scheme and host.
decoded<known_url> checked(const std::string& text, const egress_policy& egress)
{
    auto url = parse_endpoint_url(text);
    if (!url)
        return url.error();
    if (auto error = validate_url(egress, *url))
        return *std::move(error);
    // Path and query of a webhook URL are often its secret.
    std::string visible = fmt::format("{}://{}/…", url->tls ? "https" : "http", url->authority());
    return known_url{*std::move(url), std::move(visible)};
}

/// Warns of a URL that was copied from the source of a web page, where ampersands are escaped.  It is a valid URL, but
/// probably not the one that was meant.
void warn_of_escaped_ampersand(section& in, const yaml_node& node, std::string_view key,
                               const endpoint_url& url)
{
    if (url.target.find("&amp;") != std::string::npos)
        in.warn(in.at(node.at, in.path_of(key)),
                "the URL contains `&amp;`, as in HTML; write `&` unless the receiver expects `&amp;`");
}

/// Returns a reader of `url`.
auto clear_url(section& in, const egress_policy& egress)
{
    return [&in, &egress](const yaml_node& node, const schema_row& row) -> decoded<known_url> {
        const auto text = as_text(node, row);
        if (!text)
            return text.error();
        auto url = checked(*text, egress);
        if (url)
            warn_of_escaped_ampersand(in, node, "url", url->url);
        return url;
    };
}

/// Returns a reader of `url_file`.
auto url_from_file(section& in, const egress_policy& egress)
{
    return [&in, &egress](const yaml_node& node, const schema_row& row) -> decoded<known_url> {
        const auto path = as_text(node, row);
        if (!path)
            return path.error();
        if (path->find("://") != std::string::npos)
            return text_error{"is a URL; write it to a file and name that file here"};
        const auto secret_url = read_secret(in.outside(), absolute_path(*path, in.file().folder));
        if (!secret_url)
            return secret_url.error();
        if (secret_url->world_readable)
            in.warn(in.at(node.at, in.path_of("url_file")), world_readable_warning);
        auto url = checked(secret_url->text.reveal(), egress);
        if (url) {
            // The whole URL may be secret, so that only the file's name is shown.
            url->shown_as = secret_url->path;
            warn_of_escaped_ampersand(in, node, "url_file", url->url);
        }
        return url;
    };
}

}  // namespace

endpoint_url read_endpoint(section& subscriber, const egress_policy& egress)
{
    // Both are read even when only one is allowed, so that the mistakes in either are reported.
    auto clear = subscriber.find("url", clear_url(subscriber, egress));
    auto from_file = subscriber.find("url_file", url_from_file(subscriber, egress));
    const bool has_clear = subscriber.has("url");
    const bool has_file = subscriber.has("url_file");
    if (has_clear && has_file)
        subscriber.add_error(subscriber.at_value("url_file"), "conflicts with `url`; keep one of them");
    if (!has_clear && !has_file)
        subscriber.add_error(
            subscriber.at_first_key("url"),
            "is missing; write `url: https://…`, or `url_file:` and the name of a file that contains it");
    if (clear)
        return std::move(clear->url);
    return from_file ? std::move(from_file->url) : endpoint_url{};
}

}  // namespace defectd
