// Every network with a rule of its own.  The longest one that holds an address decides; without a reason it
// is public.  An IPv6 address outside 2000::/3 is refused even where no registry names its network.
//
// Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries; the metadata addresses as the clouds
// document them.
#ifndef DEFECTD_WEBHOOK_NETWORK_TABLE_HPP
#define DEFECTD_WEBHOOK_NETWORK_TABLE_HPP

#include <array>
#include <string_view>

namespace defectd {

struct network_rule {
    std::string_view network;
    std::string_view reason;  ///< why it is refused; empty when it is public
};

inline constexpr std::string_view public_network{};

inline constexpr std::array network_rules{
    network_rule{"0.0.0.0/0", public_network},
    network_rule{"0.0.0.0/8", "this network"},
    network_rule{"10.0.0.0/8", "private network"},
    network_rule{"100.64.0.0/10", "carrier-grade NAT"},
    network_rule{"100.100.100.200/32", "cloud metadata"},  // Alibaba Cloud
    network_rule{"127.0.0.0/8", "loopback"},
    network_rule{"168.63.129.16/32", "cloud metadata"},  // Azure WireServer, in the midst of public space
    network_rule{"169.254.0.0/16", "link-local"},
    network_rule{"169.254.169.254/32", "cloud metadata"},  // AWS, Azure, Google Cloud and many more
    network_rule{"172.16.0.0/12", "private network"},
    network_rule{"192.0.0.0/24", "protocol assignments"},
    network_rule{"192.0.0.192/32", "cloud metadata"},  // Oracle Cloud
    network_rule{"192.0.2.0/24", "documentation"},
    network_rule{"192.88.99.0/24", "6to4 relay"},
    network_rule{"192.168.0.0/16", "private network"},
    network_rule{"198.18.0.0/15", "benchmarking"},
    network_rule{"198.51.100.0/24", "documentation"},
    network_rule{"203.0.113.0/24", "documentation"},
    network_rule{"224.0.0.0/4", "multicast"},
    network_rule{"240.0.0.0/4", "reserved"},
    network_rule{"255.255.255.255/32", "broadcast"},

    network_rule{"::/0", "not public unicast"},
    network_rule{"::/8", "reserved"},  // IPv4-compatible, IPv4-translated
    network_rule{"::/128", "unspecified"},
    network_rule{"::1/128", "loopback"},
    network_rule{"64:ff9b:1::/48", "local NAT64"},  // 64:ff9b::/96 is judged by the address inside
    network_rule{"100::/64", "discard-only"},
    network_rule{"2000::/3", public_network},
    network_rule{"2001::/23", "protocol assignments"},
    network_rule{"2001::/32", "Teredo"},
    network_rule{"2001:1::1/128", public_network},    // Port Control Protocol anycast
    network_rule{"2001:1::2/128", public_network},    // TURN anycast
    network_rule{"2001:3::/32", public_network},      // AMT
    network_rule{"2001:4:112::/48", public_network},  // AS112
    network_rule{"2001:20::/28", public_network},     // ORCHIDv2
    network_rule{"2001:db8::/32", "documentation"},
    network_rule{"2002::/16", "6to4"},
    network_rule{"3fff::/20", "documentation"},
    network_rule{"5f00::/16", "segment routing"},
    network_rule{"fc00::/7", "private network"},
    network_rule{"fd00:ec2::254/128", "cloud metadata"},  // AWS
    network_rule{"fd20:ce::254/128", "cloud metadata"},   // Google Cloud
    network_rule{"fe80::/10", "link-local"},
    network_rule{"fec0::/10", "site-local"},
    network_rule{"ff00::/8", "multicast"},
};

}  // namespace defectd

#endif
