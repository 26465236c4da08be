// The readers of the parts of a configuration, each from a section of the tree to its typed form.  All note mistakes in
// the section and return something usable even then, so that reading goes on.
#ifndef DEFECTD_CONFIG_READ_READERS_HPP
#define DEFECTD_CONFIG_READ_READERS_HPP

#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/config/load.hpp"
#include "read/section.hpp"

namespace defectd {

/// A source, and the places to which the checks across sources refer.
struct placed_source {
    source_config config;
    config_note first_key;  ///< without words, as the two below
    config_note name;
    config_note path;
};

/// A subscriber, and the place of its name.
struct placed_subscriber {
    subscriber_config config;
    config_note name;
};

/// Reads everything except sources and subscribers.
void read_daemon(section& top, configuration& into);

/// Reads an item of `sources`.
[[nodiscard]] placed_source read_source(section item);

/// Reads an item of `subscribers`.
/// @param egress  the policy against which its URL is checked
[[nodiscard]] placed_subscriber read_subscriber(section item, const egress_policy& egress);

/// Reads `url` or `url_file`; exactly one must be written.
[[nodiscard]] endpoint_url read_endpoint(section& subscriber, const egress_policy& egress);

/// Reads `signing`.  For this function and the ones below, a format of nullopt is one that was misspelled: what
/// depends on it is then not checked.
[[nodiscard]] std::vector<signing_key> read_signing(section& subscriber,
                                                    std::optional<payload_format> format);

/// Headers with their values, and those of the values that must not be printed.
struct added_headers {
    header_list headers;
    std::vector<secret> secret_values;
};
/// Reads `headers` and `header_files`.
[[nodiscard]] added_headers read_headers(section& subscriber);
/// Reads `events`, `accounts`, `marketplaces`, `fulfillment` and `defect_types`.
[[nodiscard]] event_filter read_filter(section& subscriber, std::optional<payload_format> format);
/// Reads the settings of the body and reports those that do not go with the format.
[[nodiscard]] payload_rules read_payload(section& subscriber, std::optional<payload_format> format);
/// Reads `digest`; nullopt when each event has a message of its own.
[[nodiscard]] std::optional<digest_rules> read_digest_of(section& subscriber);
/// Reads `tls`; the files are parsed, and a certificate must match its key.
[[nodiscard]] tls_identity read_tls(section tls);

/// Whether it matters that other users can read a file.
enum class file_secrecy : std::uint8_t { secret, open };

/// Returns a reader of the file that `key` of `in` names.  If it is secret, it should not be world-readable; that
/// causes a warning.  `in` must outlive the reader.
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

/// Report names that are used twice, and reports that two sources cover.
void check_across(const std::vector<placed_source>& sources, std::vector<config_note>& mistakes);
void check_across(const std::vector<placed_subscriber>& subscribers, std::vector<config_note>& mistakes);

}  // namespace defectd

#endif
