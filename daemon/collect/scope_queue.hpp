// The order in which the scopes of a scan are collected.  Pure.
//
// Within a scope the files are collected oldest first, because each report is compared with the one before it.
#ifndef DEFECTD_COLLECT_SCOPE_QUEUE_HPP
#define DEFECTD_COLLECT_SCOPE_QUEUE_HPP

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "defectd/source/found_file.hpp"

namespace defectd {

/// The files of a scan that are still to be collected, by scope.  One thread.
class scope_queue {
public:
    /// @param files  of any order
    explicit scope_queue(std::vector<found_file> files) { add(std::move(files)); }

    /// True when the files of every scope were taken.
    [[nodiscard]] bool is_empty() const noexcept { return files_.empty(); }

    /// Adds files that were found since.  Their scopes are next: a first start may have thousands of scopes to collect,
    /// and a new report must not wait for all of them.
    void add_urgent(std::vector<found_file> files)
    {
        for (const found_file& file : files)
            urgent_.push_back(file.scope);
        add(std::move(files));
    }

    /// Takes the files of the next scope, oldest first.
    /// @pre  !is_empty()
    [[nodiscard]] std::vector<found_file> take_next()
    {
        // An urgent scope whose files were taken already is skipped; without an urgent one any scope is next.
        auto next = files_.begin();
        for (bool is_found = false; !is_found && !urgent_.empty(); urgent_.pop_back())
            if (const auto urgent = files_.find(urgent_.back()); urgent != files_.end()) {
                next = urgent;
                is_found = true;
            }
        std::vector<found_file> taken = std::move(next->second);
        files_.erase(next);
        std::ranges::sort(taken, {}, &found_file::stamp);
        return taken;
    }

private:
    /// Adds files to those of their scopes.
    void add(std::vector<found_file> files)
    {
        for (found_file& file : files)
            files_[file.scope].push_back(std::move(file));
    }

    std::map<report_scope, std::vector<found_file>> files_;
    std::vector<report_scope> urgent_;  ///< the next one last; those taken already are skipped
};

}  // namespace defectd

#endif
