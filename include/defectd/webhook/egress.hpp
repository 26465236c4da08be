// Which addresses and ports may be dialled.  Pure and table-driven: everything that is
// not publicly reachable is refused unless the operator allows its network.
//
// Sources: IANA special-purpose address registries (IPv4, IPv6); cloud metadata addresses
// as docs/egress.md lists them.
#ifndef DEFECTD_WEBHOOK_EGRESS_HPP
#define DEFECTD_WEBHOOK_EGRESS_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

/// An IPv4 or IPv6 address in network byte order; IPv4 uses the first four bytes.
struct ip_address {
    std::array<std::uint8_t, 16> bytes{};
    bool is_v6 = false;

    friend bool operator==(const ip_address&, const ip_address&) = default;
};

/// Canonical dotted quad or RFC 4291 text, nothing looser (no "127.1", no octal, no scope id, no brackets).
[[nodiscard]] std::optional<ip_address> parse_ip(std::string_view text) noexcept;
[[nodiscard]] std::string to_text(const ip_address& address);

/// A CIDR block, "10.0.0.0/8".
struct ip_network {
    ip_address base;
    unsigned prefix_bits = 0;

    [[nodiscard]] bool contains(const ip_address& address) const noexcept;
    friend bool operator==(const ip_network&, const ip_network&) = default;
};

/// Reads CIDR text; nullopt when malformed or when bits behind the prefix are set.
[[nodiscard]] std::optional<ip_network> parse_network(std::string_view text) noexcept;
[[nodiscard]] std::string to_text(const ip_network& network);

/// What the operator allows.  Immutable after the configuration is loaded.
struct egress_policy {
    std::vector<ip_network> allow_networks;  ///< exceptions to the refused networks
    std::vector<std::uint16_t> allow_ports = {443, 8443};
    bool allow_http = false;
};

/// Why an address may not be dialled, "loopback", "cloud metadata" …; nullopt when it may.
/// IPv4-mapped and NAT64 (64:ff9b::/96) addresses are judged by the IPv4 address inside.
[[nodiscard]] std::optional<std::string_view> egress_denial(const egress_policy& policy,
                                                            const ip_address& address) noexcept;

}  // namespace defectd

#endif
