// The defects of the accounts that were collected last, so that a report that changes little does not read all of them
// from the database again.
#ifndef DEFECTD_COLLECT_SNAPSHOT_CACHE_HPP
#define DEFECTD_COLLECT_SNAPSHOT_CACHE_HPP

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "defectd/defect/diff.hpp"

namespace defectd {

/// Every known defect of an account and marketplace, as of a version of it.
struct versioned_defects {
    std::uint64_t version = 0;            ///< as scope_memory::version
    std::vector<tracked_defect> defects;  ///< sorted by key
};

/// An entry is never trusted by itself: when its version is not the store's, it is read again.  Loop thread only.
class snapshot_cache {
public:
    /// The number of defects that are cached at most, at about 220 bytes each; the least recently used make room.
    static constexpr std::size_t max_defects = 100'000;
    /// Smaller snapshots are not cached: the database reads them as fast as they are needed.
    static constexpr std::size_t worth_holding = 1'000;

    /// Removes the snapshot of the scope's account and marketplace, and returns it.  The caller owns it; another
    /// collection of the account reads the store in the meantime.
    [[nodiscard]] std::optional<versioned_defects> take(const report_scope& scope);

    /// Caches a snapshot in place of an older one, if its size is within the limits.
    void put(const report_scope& scope, versioned_defects snapshot);

private:
    struct entry {
        std::string account;
        std::string marketplace_id;
        versioned_defects snapshot;
    };

    std::list<entry> entries_;  ///< most recently used first
    std::size_t held_ = 0;      ///< defects in all of them
};

}  // namespace defectd

#endif
