#include "defectd/event/filter.hpp"

#include <algorithm>

#include "defectd/base/text.hpp"

namespace defectd {
namespace {

/// Returns whether a pattern matches the text; an empty list matches every text.
bool any_matches(const std::vector<std::string>& globs, std::string_view text) noexcept
{
    return globs.empty() || std::any_of(globs.begin(), globs.end(),
                                        [text](const std::string& glob) { return glob_matches(glob, text); });
}

template <class Member>
/// Returns whether the list has the member.  An empty list has all, and an event without the member always
/// passes: it would otherwise be lost to subscribers with a filter.
bool lists(const std::vector<Member>& list, const std::optional<Member>& member) noexcept
{
    return list.empty() || !member || std::find(list.begin(), list.end(), *member) != list.end();
}

/// An event or a filter of both channels matches each of them.
bool lists_channel(const std::vector<fulfillment>& list, const std::optional<fulfillment>& channel) noexcept
{
    return channel == fulfillment::all || lists(list, channel) ||
           std::find(list.begin(), list.end(), fulfillment::all) != list.end();
}

}  // namespace

bool wants(const event_filter& filter, const event& ev) noexcept
{
    return any_matches(filter.events, ev.type) &&
           (!ev.account || any_matches(filter.accounts, *ev.account)) &&
           lists(filter.marketplaces, ev.marketplace_id) && lists_channel(filter.channels, ev.channel) &&
           lists(filter.types, ev.type_of_defect);
}

}  // namespace defectd
