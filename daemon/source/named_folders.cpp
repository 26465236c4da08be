#include "defectd/source/named_folders.hpp"

#include <algorithm>
#include <iterator>

namespace defectd {

bool named_folders::misses_one(const std::set<std::string>& found) const
{
    // Folders that are new are not missing.
    return !std::ranges::includes(found, stored_);
}

void named_folders::note_scans(const std::set<std::string>& first, const std::set<std::string>& second)
{
    present_ = second;
    // A folder that one of the scans found is there.
    present_.insert(first.begin(), first.end());
}

bool named_folders::contains(const std::string& folder) const
{
    return stored_.contains(folder) || present_.contains(folder);
}

folder_change named_folders::change() const
{
    folder_change change;
    std::ranges::set_difference(present_, stored_, std::back_inserter(change.appeared));
    std::ranges::set_difference(stored_, present_, std::back_inserter(change.gone));
    return change;
}

void named_folders::note_stored(const folder_change& change)
{
    // What was found in the meantime is not in `change`, so it is still a change after this.
    stored_.insert(change.appeared.begin(), change.appeared.end());
    for (const std::string& folder : change.gone)
        stored_.erase(folder);
}

}  // namespace defectd
