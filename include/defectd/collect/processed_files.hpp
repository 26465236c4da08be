// The files of a source that are not to be collected again, by scope.
#ifndef DEFECTD_COLLECT_KNOWN_FILES_HPP
#define DEFECTD_COLLECT_KNOWN_FILES_HPP

#include <map>
#include <span>
#include <vector>

#include "defectd/base/time.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// What the store has of them, in memory: a scan asks for every file.  One thread.
class processed_files {
public:
    /// Adds a file of the scope.
    /// @param seen  when it was there
    void add(const report_scope& scope, const file_mark& mark, timestamp seen);

    /// True when a file with this mark was added for the scope.
    [[nodiscard]] bool contains(const report_scope& scope, const file_mark& mark) const;

    /// Notes that these files are there at the time `now`.  Files that were never added are ignored.
    void note_present(std::span<const scope_file> present, timestamp now);

    /// Removes the files that were last there before `since`, and returns them.
    [[nodiscard]] std::vector<scope_file> take_unseen(timestamp since);

private:
    std::map<report_scope, std::map<file_mark, timestamp>> last_seen_;  ///< when each file was last there
};

}  // namespace defectd

#endif
