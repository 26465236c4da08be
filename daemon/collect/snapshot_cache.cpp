#include "defectd/collect/snapshot_cache.hpp"

#include <algorithm>
#include <utility>

namespace defectd {

std::optional<versioned_defects> snapshot_cache::take(const report_scope& scope)
{
    // There are at most a hundred entries, for each holds at least `worth_holding` defects: a search is enough.
    const auto is_wanted = [&scope](const entry& held) {
        return held.account == scope.account && held.marketplace_id == scope.marketplace_id;
    };
    const auto found = std::ranges::find_if(entries_, is_wanted);
    if (found == entries_.end())
        return std::nullopt;
    versioned_defects taken = std::move(found->snapshot);
    entries_.erase(found);
    held_ -= taken.defects.size();
    return taken;
}

void snapshot_cache::put(const report_scope& scope, versioned_defects snapshot)
{
    static_cast<void>(take(scope));  // an older one of the account
    const std::size_t count = snapshot.defects.size();
    if (count < worth_holding || count > max_defects)
        return;
    held_ += count;
    entries_.push_front({scope.account, scope.marketplace_id, std::move(snapshot)});
    // The least recently used make room.
    while (held_ > max_defects) {
        held_ -= entries_.back().snapshot.defects.size();
        entries_.pop_back();
    }
}

}  // namespace defectd
