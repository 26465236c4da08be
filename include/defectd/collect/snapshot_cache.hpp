// The defects of the accounts collected last, so that a report that changes little need not read all of them from the
// disk again.  Never the truth: a version that is no longer the store's makes what is held worthless.
#ifndef DEFECTD_COLLECT_SNAPSHOT_CACHE_HPP
#define DEFECTD_COLLECT_SNAPSHOT_CACHE_HPP

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "defectd/defect/diff.hpp"

namespace defectd {

/// All defects known of an account and marketplace, as they are at a version of it.
struct versioned_defects {
    std::uint64_t version = 0;
    std::vector<tracked_defect> defects;  ///< sorted by key
};

/// Loop thread only.  What is taken out is the taker's; who collects the same account meanwhile reads the store.
class snapshot_cache {
public:
    /// Holds this many defects at most, about 220 bytes each; those used longest ago make room.
    static constexpr std::size_t max_defects = 100'000;
    /// Fewer are read as fast as they are needed.
    static constexpr std::size_t worth_holding = 1'000;

    /// What is held of the account and marketplace of `scope`.
    [[nodiscard]] std::optional<versioned_defects> take(const report_scope& scope);

    void put(const report_scope& scope, versioned_defects snapshot);

private:
    struct entry {
        std::string account;
        std::string marketplace_id;
        versioned_defects snapshot;
    };

    std::list<entry> entries_;  ///< the last used first
    std::size_t held_ = 0;      ///< defects in all of them
};

}  // namespace defectd

#endif
