// Which source speaks for which scope: one, and the first that does.
#ifndef DEFECTD_ENGINE_SCOPE_OWNERS_HPP
#define DEFECTD_ENGINE_SCOPE_OWNERS_HPP

#include <map>
#include <string>

#include "defectd/defect/nouns.hpp"

namespace defectd {

/// Loop thread only.  Lives as long as the process: a restart asks anew.
class scope_owners {
public:
    /// Empty when `source` speaks for the scope from now on; else the name of the source that already speaks for
    /// it, or for one that overlaps (ALL overlaps both channels).
    [[nodiscard]] std::string claim(const scope& of, const std::string& source);

private:
    std::map<scope, std::string> owners_;
};

}  // namespace defectd

#endif
