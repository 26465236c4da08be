#include "file_work.hpp"

namespace defectd {
namespace {

/// A file whose time is ahead of the clock is ordered by its arrival, which differs in each scan.
bool was_applied_last(const found_file& file, const scope_record& record)
{
    const std::optional<report_stamp>& last = record.last_applied;
    return last && (file.stamp == *last || (file.time_was_ahead && file.stamp.name == last->name));
}

}  // namespace

file_choice files_wanted(const collect_request& request) noexcept
{
    return request.dry_run || request.accept ? file_choice::all : file_choice::unprocessed;
}

bool releases_quarantine(const collect_request& request, const scope_record& record) noexcept
{
    return request.accept && record.state.quarantined_since;
}

bool is_work(const found_file& file, found_as among, const collect_request& request,
             const scope_record& record)
{
    // A dry run shows what the newest file says, even if it was collected before.
    if (request.dry_run && among.is_newest)
        return true;
    // A processed file is collected again only to release the quarantine that began with it.
    if (among.is_processed)
        return releases_quarantine(request, record) && was_applied_last(file, record);
    // All others are collected, oldest first; but a dry run commits nothing, so older files would change its answer.
    return !request.dry_run;
}

}  // namespace defectd
