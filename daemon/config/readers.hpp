// From sections to the typed configuration: one function a part, in the order of the schema.
#ifndef DEFECTD_CONFIG_READERS_HPP
#define DEFECTD_CONFIG_READERS_HPP

#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/config/load.hpp"
#include "section.hpp"

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

[[nodiscard]] endpoint_url read_endpoint(section& subscriber, const egress_policy& egress);
[[nodiscard]] std::vector<signing_key> read_signing(section& subscriber);
[[nodiscard]] header_list read_headers(section& subscriber);
[[nodiscard]] event_filter read_filter(section& subscriber);

/// Names that stand twice, reports that two sources speak for.
void check_across(const std::vector<placed_source>& sources, std::vector<config_note>& mistakes);
void check_across(const std::vector<placed_subscriber>& subscribers, std::vector<config_note>& mistakes);

}  // namespace defectd

#endif
