#include "defectd/engine/scope_owners.hpp"

namespace defectd {

std::string scope_owners::claim(const scope& of, const std::string& source)
{
    for (const fulfillment other : {fulfillment::mfn, fulfillment::afn, fulfillment::all}) {
        const bool overlaps =
            other == of.channel || other == fulfillment::all || of.channel == fulfillment::all;
        const auto owner = owners_.find({of.account, of.marketplace_id, other});
        if (overlaps && owner != owners_.end() && owner->second != source)
            return owner->second;
    }
    owners_.emplace(of, source);
    return {};
}

}  // namespace defectd
