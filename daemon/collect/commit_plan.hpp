// Commits what a file means for its scope, even if other collections of the account are committed meanwhile.
#ifndef DEFECTD_COLLECT_COMMIT_PLAN_HPP
#define DEFECTD_COLLECT_COMMIT_PLAN_HPP

#include <cstdint>
#include <functional>

#include "defectd/collect/cycle.hpp"

namespace defectd {

/// What a plan is made from.
enum class plan_input : std::uint8_t {
    record,   ///< the scope's record alone
    defects,  ///< the record, and every defect of its account and marketplace
};

/// Makes a plan from the state of the store.  Runs on the reading thread; is called again for each try.
using plan_maker = std::function<collection_plan(const scope_memory& memory, timestamp now)>;

/// The plan of the last try.  The rows of its commit are gone once they are committed.
struct committed_plan {
    collection_plan plan;
    bool is_committed = false;
};

/// Loads the scope, makes a plan and commits it; starts over when another collection of the account was committed in
/// between, or when the store had to wait for its disk.  Commits nothing in a dry run, nor a plan without events that
/// marks no file as processed.
///
/// Loop thread only.  `deps`, and what `make_plan` refers to, must outlive the call.
[[nodiscard]] task<committed_plan> commit_plan(const cycle_deps& deps, report_scope scope, plan_input input,
                                               collect_request request, plan_maker make_plan);

}  // namespace defectd

#endif
