// The configured subscribers as the store takes them: their setups, and the names an event goes to.  Pure.
#ifndef DEFECTD_STORE_SUBSCRIBERS_HPP
#define DEFECTD_STORE_SUBSCRIBERS_HPP

#include <span>
#include <string_view>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

[[nodiscard]] std::vector<subscriber_setup> setups_of(std::span<const subscriber_config> subscribers);

/// The event with the names of all subscribers that want it.
/// @param besides  the subscriber it is about, which is not told; empty when it is about none
[[nodiscard]] outbox_event routed(event ev, std::span<const subscriber_config> subscribers,
                                  std::string_view besides = {});

/// An event about a source itself.  Where it names no account, a subscriber of certain accounts gets it only if one
/// of the source's scopes is theirs.
[[nodiscard]] outbox_event routed_of_source(event ev, std::span<const report_scope> scopes,
                                            std::span<const subscriber_config> subscribers);

}  // namespace defectd

#endif
