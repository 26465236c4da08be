#include "defectd/base/enum_names.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {
namespace {

/// In the order of failure_reason; stored with attempts and shown by the API.
constexpr enum_names<9> reason_names{"timeout",  "dns",     "connect", "tls",      "reset",
                                     "protocol", "blocked", "local",   "cancelled"};

}  // namespace

std::string_view name_of(failure_reason reason) noexcept
{
    return name_in(reason_names, reason);
}

}  // namespace defectd
