// A file for a scope that another source covers.
#ifndef DEFECTD_COLLECT_TAKEN_SCOPE_HPP
#define DEFECTD_COLLECT_TAKEN_SCOPE_HPP

#include <string>

#include "defectd/collect/cycle.hpp"

namespace defectd {

/// The rejection of `file`, for the caller that requested the collection.
/// @param other  the source that covers its scope
[[nodiscard]] collected_file taken_scope(const found_file& file, const std::string& other);

/// Commits the collection.failed of such a rejection and adds it to `rejected`.
[[nodiscard]] task<void> commit_taken_scope(const cycle_deps& deps, const std::string& source,
                                            found_file file, collected_file& rejected);

}  // namespace defectd

#endif
