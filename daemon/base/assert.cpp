#include "defectd/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace defectd {

void assertion_failed(const char* expression, const char* file, int line) noexcept
{
    // Not through the log, which may be what failed, and which allocates memory.
    std::fprintf(stderr, "defectd: internal error, please report it: assertion %s failed at %s:%d\n",
                 expression, file, line);
    std::abort();
}

}  // namespace defectd
