// The filter of a subscriber: which events it receives.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "defectd/base/text.hpp"
#include "defectd/config/marketplaces.hpp"
#include "read/formats.hpp"
#include "read/readers.hpp"

namespace defectd {
namespace {

/// The types of the events that this version emits.
constexpr std::array<std::string_view, 10> event_types{
    event_type::defect_created,       event_type::defect_updated,         event_type::defect_cleared,
    event_type::defect_expired,       event_type::baseline_recorded,      event_type::collection_failed,
    event_type::collection_recovered, event_type::collection_quarantined, event_type::subscriber_disabled,
    event_type::delivery_exhausted};

/// Types that are reserved for a later version.
constexpr std::array<std::string_view, 2> later_types{"collection.stale", "odr.threshold_crossed"};

template <class Types>
bool matches_any(std::string_view glob, const Types& types)
{
    return std::any_of(types.begin(), types.end(),
                       [glob](std::string_view type) { return glob_matches(glob, type); });
}

/// A glob over event types.  One that matches only types of a later version is a mistake, because the subscriber would
/// never get what it was set up for.
decoded<std::string> as_event_glob(const yaml_node& node, const schema_row& row)
{
    auto glob = as_text(node, row);
    if (glob && !matches_any(*glob, event_types) && matches_any(*glob, later_types))
        return text_error{"is not available in this version; remove it"};
    return glob;
}

/// Reports an empty list: the filter would match everything where a reader of the file expects nothing.
void refuse_empty(section& in, std::string_view key)
{
    for (const yaml_node* const node : in.written(key))
        if (node->kind == yaml_kind::list && node->items.empty())
            in.add_error(in.at(node->at, in.path_of(key)),
                         "is empty; write [\"*\"] for all or remove the key");
}

/// Warns of globs that match no type.  They are not mistakes: the file may have been written for another version.
void warn_of_unknown_types(section& in)
{
    for (const yaml_node* const node : in.written("events"))
        for (std::size_t i = 0; i < node->items.size(); ++i) {
            const yaml_node& item = node->items[i];
            if (item.kind != yaml_kind::scalar || matches_any(item.text, event_types) ||
                matches_any(item.text, later_types))
                continue;
            const auto nearest = nearest_word(item.text, event_types);
            in.warn(in.at(item.at, in.item_path("events", i)),
                    nearest ? fmt::format("matches no event type; did you mean `{}`?", *nearest)
                            : "matches no event type; docs/events.md lists them");
        }
}

/// Returns what the globs match, sorted and each once.
std::vector<std::string> joined(const std::vector<std::vector<std::string>>& matches)
{
    std::vector<std::string> all;
    for (const auto& some : matches)
        all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// Returns a channel as print-config shows it: `fbm` as `MFN`.
std::string channel_text(const yaml_node& item)
{
    const auto channel = parse_fulfillment(item.text);
    return channel ? std::string(name_of(*channel)) : flow_text(item);
}

/// Returns the `events` of the subscriber.  When they are not written, they are the types that receivers of the format
/// can use.
std::vector<std::string> read_events(section& in, const format_row& format)
{
    if (in.has("events") || format.events.empty())
        return in.list("events", as_event_glob);
    const schema_row& row = in.row_of("events");
    in.show(row, std::string(format.events), default_of(row));
    std::vector<std::string> types;
    for (const yaml_node& item : read_yaml(format.events).root.items)
        types.push_back(item.text);
    return types;
}

}  // namespace

event_filter read_filter(section& subscriber, std::optional<payload_format> format)
{
    event_filter filter;
    filter.events = read_events(subscriber, row_of(format.value_or(payload_format::standard)));
    refuse_empty(subscriber, "events");
    warn_of_unknown_types(subscriber);
    filter.accounts = subscriber.list("accounts", as_text);
    refuse_empty(subscriber, "accounts");
    filter.marketplaces = joined(subscriber.list("marketplaces", as_marketplaces_matched));
    for (const std::string& word :
         joined(subscriber.list("fulfillment", as_fulfillments_matched, channel_text)))
        filter.channels.push_back(*fulfillment_named(word));
    for (const std::string& word : joined(subscriber.list("defect_types", as_words_matched)))
        filter.types.push_back(*defect_type_named(word));
    return filter;
}

}  // namespace defectd
