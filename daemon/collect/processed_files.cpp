#include "defectd/collect/processed_files.hpp"

namespace defectd {

void processed_files::add(const report_scope& scope, const file_mark& mark, timestamp seen)
{
    // A file that is added again was seen again.
    last_seen_[scope][mark] = seen;
}

bool processed_files::contains(const report_scope& scope, const file_mark& mark) const
{
    const auto files = last_seen_.find(scope);
    return files != last_seen_.end() && files->second.contains(mark);
}

void processed_files::note_present(std::span<const scope_file> present, timestamp now)
{
    // Files that were never added are not to be remembered.
    for (const scope_file& file : present)
        if (const auto files = last_seen_.find(file.scope); files != last_seen_.end())
            if (const auto known = files->second.find(file.mark); known != files->second.end())
                known->second = now;
}

std::vector<scope_file> processed_files::take_unseen(timestamp since)
{
    std::vector<scope_file> unseen;
    // A scope keeps its entry without any file: its next report is likely to come.
    for (auto& [scope, files] : last_seen_)
        std::erase_if(files, [&, &where = scope](const auto& known) {
            const bool is_unseen = known.second < since;
            if (is_unseen)
                unseen.push_back({where, known.first});
            return is_unseen;
        });
    return unseen;
}

}  // namespace defectd
