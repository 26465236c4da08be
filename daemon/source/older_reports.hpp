// What a newer report waits for, so that the reports of one scope are collected oldest first.  Pure.
#ifndef DEFECTD_SOURCE_OLDER_REPORTS_HPP
#define DEFECTD_SOURCE_OLDER_REPORTS_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

#include "defectd/source/found_file.hpp"

namespace defectd {

/// Reports that are not whole yet, by scope.  One thread.
class older_reports {
public:
    /// Adds a report that is about to be whole.
    void add(const found_file& report);

    /// True when no report was added.
    [[nodiscard]] bool is_empty() const noexcept { return oldest_.empty(); }

    /// Removes from `ready` what is newer than a report added of its scope, and sorts the rest by stamp.
    void hold_back(std::vector<found_file>& ready) const;

private:
    std::map<report_scope, report_stamp> oldest_;  ///< of the reports added
};

/// Folders that appeared or changed and are not listed yet: older reports may be in them.  One thread.
class unlisted_folders {
public:
    /// @param account  whose reports the folder may hold; empty when its path does not say
    void add(const std::string& account) { accounts_.insert(account); }

    /// Every folder was listed.
    void clear() noexcept { accounts_.clear(); }

    /// True when an older report of the same scope may lie in one of them.
    [[nodiscard]] bool may_precede(const found_file& report) const
    {
        return accounts_.contains("") || accounts_.contains(report.scope.account);
    }

private:
    std::set<std::string> accounts_;  ///< "" stands for every account
};

}  // namespace defectd

#endif
