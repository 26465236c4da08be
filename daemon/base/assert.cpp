#include "defectd/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace defectd {

void assertion_failed(const char* expression, const char* file, int line) noexcept
{
    std::fprintf(stderr, "defectd: internal error, please report it: assertion %s failed at %s:%d\n",
                 expression, file, line);
    std::abort();
}

}  // namespace defectd
