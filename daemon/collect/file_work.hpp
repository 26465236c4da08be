// Which files are collected.  Pure.
#ifndef DEFECTD_COLLECT_FILE_WORK_HPP
#define DEFECTD_COLLECT_FILE_WORK_HPP

#include "defectd/collect/cycle.hpp"
#include "defectd/source/file_source.hpp"

namespace defectd {

/// Returns the files that a scan has to give: processed ones can be work for a person's request only.
[[nodiscard]] file_choice files_wanted(const collect_request& request) noexcept;

/// True when the request releases the quarantine of the scope.
[[nodiscard]] bool releases_quarantine(const collect_request& request, const scope_record& record) noexcept;

/// What a file is among those that were found of its scope.
struct found_as {
    bool is_newest = false;
    bool is_processed = false;
};

/// True when a file of a scope that has a baseline is to be collected.
/// @param record  of the scope, before any of the files is collected
[[nodiscard]] bool is_work(const found_file& file, found_as among, const collect_request& request,
                           const scope_record& record);

}  // namespace defectd

#endif
