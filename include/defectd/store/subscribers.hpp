// The configured subscribers as the store needs them: their setups, and which of them get an event.  Pure.
#ifndef DEFECTD_STORE_SUBSCRIBERS_HPP
#define DEFECTD_STORE_SUBSCRIBERS_HPP

#include <span>
#include <string_view>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// Returns one setup per subscriber, in their order.
[[nodiscard]] std::vector<subscriber_setup> setups_of(std::span<const subscriber_config> subscribers);

/// Returns the event with the names of all subscribers whose filter accepts it.
/// @param besides  the subscriber that the event is about, which does not get it; empty when it is about none
[[nodiscard]] outbox_event route(event ev, std::span<const subscriber_config> subscribers,
                                 std::string_view besides = {});

/// Returns the same for an event about a source itself.  Where the event has no account, a subscriber that filters by
/// account gets it only if one of the source's scopes passes its filter.
[[nodiscard]] outbox_event route_from_source(event ev, std::span<const report_scope> scopes,
                                             std::span<const subscriber_config> subscribers);

}  // namespace defectd

#endif
