// The files of a source that need no more work, by scope, as the store remembers them.
#ifndef DEFECTD_COLLECT_KNOWN_FILES_HPP
#define DEFECTD_COLLECT_KNOWN_FILES_HPP

#include <map>
#include <span>
#include <vector>

#include "defectd/base/time.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// In memory; one thread.
class processed_files {
public:
    void add(const report_scope& scope, const file_mark& mark, timestamp seen);

    [[nodiscard]] bool contains(const report_scope& scope, const file_mark& mark) const;

    /// These lie there now.
    void note_present(std::span<const scope_file> present, timestamp now);

    /// Takes out those last seen before `since`, and gives them.
    [[nodiscard]] std::vector<scope_file> take_unseen(timestamp since);

private:
    std::map<report_scope, std::map<file_mark, timestamp>> last_seen_;
};

}  // namespace defectd

#endif
