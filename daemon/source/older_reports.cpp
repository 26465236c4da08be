#include "older_reports.hpp"

#include <algorithm>

namespace defectd {

void older_reports::add(const found_file& report)
{
    const auto [oldest, is_new] = oldest_.try_emplace(report.scope, report.stamp);
    if (!is_new)
        oldest->second = std::min(oldest->second, report.stamp);
}

void older_reports::hold_back(std::vector<found_file>& ready) const
{
    // A newer report that came first would make the older one too old to be applied.
    std::erase_if(ready, [this](const found_file& report) {
        const auto older = oldest_.find(report.scope);
        return older != oldest_.end() && older->second < report.stamp;
    });
    std::ranges::sort(ready, {}, &found_file::stamp);
}

}  // namespace defectd
