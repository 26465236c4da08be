// Which source covers which scope: one, and the first that does.
#ifndef DEFECTD_COLLECT_SCOPE_OWNERS_HPP
#define DEFECTD_COLLECT_SCOPE_OWNERS_HPP

#include <map>
#include <span>
#include <string>

#include "defectd/config/configuration.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// Loop thread only.
class scope_owners {
public:
    scope_owners() = default;

    /// The source that covered a scope before goes on, as long as the configuration still lets it: a restart changes no
    /// owner.
    scope_owners(std::span<const scope_overview> before, std::span<const source_config> sources);

    /// The name of another source that covers the scope, or for one that overlaps (ALL overlaps both channels);
    /// empty when `source` may.
    [[nodiscard]] std::string other_than(const std::string& source, const report_scope& scope) const;

    /// `source` covers the scope from now on.
    /// @pre  no other does
    void claim(const report_scope& scope, const std::string& source);

private:
    std::map<report_scope, std::string> owners_;
};

}  // namespace defectd

#endif
