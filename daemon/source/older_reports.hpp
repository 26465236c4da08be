// What a newer report waits for, so that the reports of one scope are collected oldest first.  Pure.
#ifndef DEFECTD_SOURCE_OLDER_REPORTS_HPP
#define DEFECTD_SOURCE_OLDER_REPORTS_HPP

#include <map>
#include <vector>

#include "defectd/source/found_file.hpp"

namespace defectd {

/// Reports that are not whole yet, by scope.
class older_reports {
public:
    /// The report is about to be whole.
    void add(const found_file& report);

    [[nodiscard]] bool is_empty() const noexcept { return oldest_.empty(); }

    /// Removes from `ready` what is newer than a report added of its scope, and sorts the rest by stamp.
    void hold_back(std::vector<found_file>& ready) const;

private:
    std::map<scope, report_stamp> oldest_;
};

}  // namespace defectd

#endif
