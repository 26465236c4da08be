// The folders that stand for a placeholder in the path of a source.  They are stored, so that one that goes away is
// reported once, also when it goes while the daemon is down.  Pure.
#ifndef DEFECTD_SOURCE_NAMED_FOLDERS_HPP
#define DEFECTD_SOURCE_NAMED_FOLDERS_HPP

#include <set>
#include <string>
#include <vector>

#include "defectd/defect/report_file.hpp"

namespace defectd {

/// What the store has, and what the last scan found.  One thread.
class named_folders {
public:
    named_folders() = default;

    /// @param stored  absolute paths, as the store has them; present until note_scans() says otherwise
    explicit named_folders(const std::vector<std::string>& stored)
        : stored_(stored.begin(), stored.end()), present_(stored_)
    {
    }

    /// True when one that is stored is not among `found`.
    [[nodiscard]] bool misses_one(const std::set<std::string>& found) const;

    /// Takes over what two consecutive scans found.  A folder is gone when both miss it: one scan alone may have come
    /// while the folder was being replaced.
    void note_scans(const std::set<std::string>& first, const std::set<std::string>& second);

    /// True when the folder is stored or was found by the last scans.
    [[nodiscard]] bool contains(const std::string& folder) const;

    /// Returns how the last scans differ from the store.
    [[nodiscard]] folder_change change() const;

    /// Notes that the store has this change now.
    void note_stored(const folder_change& change);

private:
    std::set<std::string> stored_;
    std::set<std::string> present_;  ///< in the last scans
};

}  // namespace defectd

#endif
