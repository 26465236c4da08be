#include "defectd/collect/scope_owners.hpp"

#include <algorithm>

#include "defectd/base/assert.hpp"
#include "defectd/source/path_pattern.hpp"

namespace defectd {

scope_owners::scope_owners(std::span<const scope_overview> before, std::span<const source_config> sources)
{
    // The first of several sources that recorded overlapping scopes keeps its own.
    for (const scope_overview& known : before) {
        const scope_record& record = known.record;
        const auto speaker = std::ranges::find(sources, record.source, &source_config::name);
        if (record.state.has_baseline && speaker != sources.end() &&
            fixed_parts(*speaker).cover(record.scope) && other_than(record.source, record.scope).empty())
            claim(record.scope, record.source);
    }
}

std::string scope_owners::other_than(const std::string& source, const report_scope& scope) const
{
    // MFN and AFN overlap with ALL, not with each other.
    for (const fulfillment channel : {fulfillment::mfn, fulfillment::afn, fulfillment::all}) {
        const bool overlaps =
            channel == scope.channel || channel == fulfillment::all || scope.channel == fulfillment::all;
        const auto owner = owners_.find({scope.account, scope.marketplace_id, channel});
        // A source keeps the very scope that it owns; two scopes of one source that overlap exclude each other, too.
        const bool is_itself = channel == scope.channel && owner != owners_.end() && owner->second == source;
        if (overlaps && owner != owners_.end() && !is_itself)
            return owner->second;
    }
    return {};
}

void scope_owners::claim(const report_scope& scope, const std::string& source)
{
    DEFECTD_ASSERT(other_than(source, scope).empty());
    owners_.emplace(scope, source);
}

}  // namespace defectd
