#include "defectd/webhook/egress.hpp"

#include <algorithm>

#include "defectd/base/assert.hpp"
#include "network_table.hpp"

namespace defectd {
namespace {

struct parsed_rule {
    ip_network network;
    std::string_view reason;
};

/// Returns the network of a literal in this program.
ip_network network_of(std::string_view text) noexcept
{
    const auto network = parse_network(text);
    DEFECTD_ASSERT(network.has_value());
    return *network;
}

std::array<parsed_rule, network_rules.size()> parse_rules() noexcept
{
    std::array<parsed_rule, network_rules.size()> rules;
    std::transform(network_rules.begin(), network_rules.end(), rules.begin(), [](const network_rule& rule) {
        return parsed_rule{network_of(rule.network), rule.reason};
    });
    return rules;
}

/// Returns the reason of the narrowest network that contains `address`; empty when it is public.
std::string_view reason_of(const ip_address& address) noexcept
{
    static const auto rules = parse_rules();
    const parsed_rule* closest = nullptr;
    for (const parsed_rule& rule : rules)
        if (rule.network.contains(address) &&
            (closest == nullptr || rule.network.prefix_bits > closest->network.prefix_bits))
            closest = &rule;
    DEFECTD_ASSERT(closest != nullptr);  // 0.0.0.0/0 and ::/0 contain every address
    return closest->reason;
}

/// Returns the address that packets go to: the IPv4 address inside an IPv4-mapped or NAT64 address, else `address`.
ip_address destination_of(const ip_address& address) noexcept
{
    static const ip_network mapped = network_of("::ffff:0:0/96");
    static const ip_network nat64 = network_of("64:ff9b::/96");
    if (!mapped.contains(address) && !nat64.contains(address))
        return address;
    ip_address inside;
    std::copy(address.bytes.begin() + 12, address.bytes.end(), inside.bytes.begin());
    return inside;
}

}  // namespace

std::optional<std::string_view> egress_denial(const egress_policy& policy, const ip_address& address) noexcept
{
    const ip_address destination = destination_of(address);
    // An allowed network may be written in either form.  It takes precedence over every rule.
    for (const ip_network& allowed : policy.allow_networks)
        if (allowed.contains(address) || allowed.contains(destination))
            return std::nullopt;
    const std::string_view reason = reason_of(destination);
    return reason.empty() ? std::nullopt : std::optional{reason};
}

}  // namespace defectd
