// What becomes of one file, decided from what the store knows of its scope.  Pure.
#ifndef DEFECTD_COLLECT_FILE_DECISION_HPP
#define DEFECTD_COLLECT_FILE_DECISION_HPP

#include <span>
#include <string>

#include "commit_plan.hpp"
#include "report_reading.hpp"

namespace defectd {

/// A decision, not committed yet.
struct file_decision {
    collection_outcome outcome = collection_outcome::ignored;
    std::string reason;      ///< stable code; empty unless rejected or ignored
    std::string message;     ///< for a person; empty as the reason
    std::uint64_t line = 0;  ///< of the text, 1-based; 0 when the reason is about no line
    collection_plan plan;    ///< empty when ignored
};

/// Everything a decision depends on but the state of the scope.  Refers to values of the caller.
struct decision_inputs {
    const source_config& source;
    const found_file& file;
    const file_read_result& reading;
    collect_request request;
    const report_consequences& consequences;
    std::span<const subscriber_config> subscribers;
    timestamp now;
};

/// Decides about a file that was read.
[[nodiscard]] file_decision decide(const scope_memory& memory, const decision_inputs& inputs);

/// Returns why a file is rejected whose scope belongs to another source, without a plan.
/// @param owner  the name of that source
[[nodiscard]] file_decision reject_taken_scope(const std::string& owner);

/// Returns the result for a person and the log.
/// @param good       the report, if the file held one; may be null
/// @param committed  the plan of the decision; empty when nothing was planned
[[nodiscard]] collected_file describe(const found_file& file, const file_decision& decision,
                                      const read_report_result* good, const committed_plan& committed,
                                      collect_request request);

}  // namespace defectd

#endif
