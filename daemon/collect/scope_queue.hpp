// The order in which the scopes of a scan are collected.  Pure.
#ifndef DEFECTD_COLLECT_SCOPE_QUEUE_HPP
#define DEFECTD_COLLECT_SCOPE_QUEUE_HPP

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "defectd/source/found_file.hpp"

namespace defectd {

/// Files to collect, by scope.
class scope_queue {
public:
    explicit scope_queue(std::vector<found_file> files) { add(std::move(files)); }

    [[nodiscard]] bool is_empty() const noexcept { return files_.empty(); }

    /// Adds files that were found later; their scopes come next.
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
    void add(std::vector<found_file> files)
    {
        for (found_file& file : files)
            files_[file.scope].push_back(std::move(file));
    }

    std::map<report_scope, std::vector<found_file>> files_;
    std::vector<report_scope> urgent_;
};

}  // namespace defectd

#endif
