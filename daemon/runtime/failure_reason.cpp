#include "defectd/base/assert.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

std::string_view name_of(failure_reason reason) noexcept
{
    switch (reason) {
    case failure_reason::timeout: return "timeout";
    case failure_reason::dns: return "dns";
    case failure_reason::connect: return "connect";
    case failure_reason::tls: return "tls";
    case failure_reason::reset: return "reset";
    case failure_reason::protocol: return "protocol";
    case failure_reason::blocked: return "blocked";
    case failure_reason::local: return "local";
    case failure_reason::cancelled: return "cancelled";
    }
    DEFECTD_ASSERT(false);  // every reason is named above
    return {};
}

}  // namespace defectd
