// The events of a source itself: its folders cannot be listed, and they can be listed again.  Pure.
#ifndef DEFECTD_COLLECT_SOURCE_PLAN_HPP
#define DEFECTD_COLLECT_SOURCE_PLAN_HPP

#include <span>
#include <string>

#include "defectd/collect/plan.hpp"

namespace defectd {

/// Returns what is wrong with a folder and what to do, for a person.
/// @param problem  "/srv/x: Permission denied"
[[nodiscard]] std::string unreadable_folder_message(const std::string& problem);

/// Returns the commit that marks the source as failing, with the event collection.failed: there may be reports in the
/// folder that are not found.
/// @param message  as unreadable_folder_message returns it
[[nodiscard]] source_commit plan_failing_source(const source_memory& memory, const source_config& source,
                                                const std::string& message,
                                                std::span<const subscriber_config> subscribers,
                                                timestamp now);

/// Adds the event collection.recovered, and that the source is not failing any more.
/// @param plan    of the first good report after that
/// @param memory  what the store has of the source
void add_source_recovery(collection_plan& plan, const source_memory& memory, const source_config& source,
                         std::span<const subscriber_config> subscribers);

}  // namespace defectd

#endif
