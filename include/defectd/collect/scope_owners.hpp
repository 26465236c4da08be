// Which source owns which scope.  Reports of one scope come from one source: the first that has a report of it.
#ifndef DEFECTD_COLLECT_SCOPE_OWNERS_HPP
#define DEFECTD_COLLECT_SCOPE_OWNERS_HPP

#include <map>
#include <span>
#include <string>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// Shared by the collectors of all sources.  Loop thread only.
class scope_owners {
public:
    scope_owners() = default;

    /// A source that owned a scope before keeps it as long as the configuration allows it, so that a restart changes no
    /// owner.
    scope_owners(std::span<const scope_overview> before, std::span<const source_config> sources);

    /// Returns the name of another source that owns the scope, or one that overlaps with it (ALL overlaps with both
    /// channels); empty when `source` may own it.
    [[nodiscard]] std::string other_than(const std::string& source, const report_scope& scope) const;

    /// Makes `source` the owner.
    /// @pre  other_than(source, scope) is empty
    void claim(const report_scope& scope, const std::string& source);

private:
    std::map<report_scope, std::string> owners_;
};

}  // namespace defectd

#endif
