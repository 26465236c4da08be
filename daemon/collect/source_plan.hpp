// What is told of a source itself: that its folders cannot be listed, and that they can again.  Pure.
#ifndef DEFECTD_COLLECT_SOURCE_PLAN_HPP
#define DEFECTD_COLLECT_SOURCE_PLAN_HPP

#include <span>
#include <string>

#include "defectd/collect/plan.hpp"

namespace defectd {

/// For people: what is wrong with the folder and what to do.
/// @param problem  "/srv/x: Permission denied"
[[nodiscard]] std::string unreadable_folder_message(const std::string& problem);

/// Reports may lie in a folder, and they are not found: emits collection.failed.
[[nodiscard]] source_commit plan_failing_source(const source_memory& memory, const source_config& source,
                                                const std::string& message,
                                                std::span<const subscriber_config> subscribers,
                                                timestamp now);

/// The report of `plan` is the first good one after that: adds collection.recovered and the source's record.
void add_source_recovery(collection_plan& plan, const source_memory& memory, const source_config& source,
                         std::span<const subscriber_config> subscribers);

}  // namespace defectd

#endif
