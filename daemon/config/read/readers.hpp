// From sections to the typed configuration: one function a part, in the order of the schema.
#ifndef DEFECTD_CONFIG_READ_READERS_HPP
#define DEFECTD_CONFIG_READ_READERS_HPP

#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/config/load.hpp"
#include "read/section.hpp"

namespace defectd {

/// A source and the places the checks across sources point at.
struct placed_source {
    source_config config;
    config_note first_key;  ///< without words, as the two below
    config_note name;
    config_note path;
};

struct placed_subscriber {
    subscriber_config config;
    config_note name;
};

/// Everything but sources and subscribers.
void read_daemon(section& top, configuration& into);

[[nodiscard]] placed_source read_source(section item);

/// @param egress  what URLs are checked against
[[nodiscard]] placed_subscriber read_subscriber(section item, const egress_policy& egress);

/// Where a format is asked for, nullopt stands for one that is misspelt: nothing that depends on it is judged.
[[nodiscard]] endpoint_url read_endpoint(section& subscriber, const egress_policy& egress);
[[nodiscard]] std::vector<signing_key> read_signing(section& subscriber,
                                                    std::optional<payload_format> format);

struct added_headers {
    header_list headers;
    std::vector<secret> secret_values;
};
[[nodiscard]] added_headers read_headers(section& subscriber);
[[nodiscard]] event_filter read_filter(section& subscriber, std::optional<payload_format> format);
[[nodiscard]] payload_rules read_payload(section& subscriber, std::optional<payload_format> format);
[[nodiscard]] std::optional<digest_rules> read_digest_of(section& subscriber);
[[nodiscard]] tls_identity read_tls(section tls);

enum class file_secrecy : std::uint8_t { secret, open };

/// Reads what the file named under `key` of `in` holds; a world-readable secret is a warning.
[[nodiscard]] inline auto content_of_file(section& in, std::string_view key,
                                          file_secrecy secrecy = file_secrecy::secret)
{
    return [&in, key, secrecy](const yaml_node& node, const schema_row& row) -> decoded<secret_text> {
        const auto path = as_text(node, row);
        if (!path)
            return path.error();
        auto text = read_secret(in.outside(), absolute_path(*path, in.file().folder));
        if (text && text->world_readable && secrecy == file_secrecy::secret)
            in.warn(in.at(node.at, in.path_of(key)), world_readable_warning);
        return text;
    };
}

/// Names that stand twice, reports that two sources cover.
void check_across(const std::vector<placed_source>& sources, std::vector<config_note>& mistakes);
void check_across(const std::vector<placed_subscriber>& subscribers, std::vector<config_note>& mistakes);

}  // namespace defectd

#endif
