// Checks what can be known without a look-up.  The addresses of a name are checked when the client resolves
// it.
#include <fmt/format.h>

#include <algorithm>

#include "defectd/webhook/url.hpp"

namespace defectd {

std::optional<text_error> validate_url(const egress_policy& policy, const endpoint_url& url)
{
    if (!url.tls && !policy.allow_http)
        return text_error{"plain http is not allowed: write https://, or set egress.allow_http to true"};
    const auto& ports = policy.allow_ports;
    if (std::find(ports.begin(), ports.end(), url.port) == ports.end())
        return text_error{
            fmt::format("port {} is not allowed: use another, or add it to egress.allow_ports", url.port)};
    if (!url.literal)
        return std::nullopt;
    const auto reason = egress_denial(policy, *url.literal);
    if (!reason)
        return std::nullopt;
    return text_error{fmt::format("the address is not allowed ({}): use another, or add its network to "
                                  "egress.allow_networks",
                                  *reason)};
}

}  // namespace defectd
