#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "defectd/webhook/egress.hpp"
#include "network_table.hpp"

using namespace defectd;

namespace {

const egress_policy default_policy;

std::string_view reason_for(std::string_view address, const egress_policy& policy = default_policy)
{
    const auto parsed = parse_ip(address);
    REQUIRE_MESSAGE(parsed, address);
    return egress_denial(policy, *parsed).value_or("");
}

egress_policy allowing(std::string_view network)
{
    egress_policy policy;
    const auto parsed = parse_network(network);
    REQUIRE(parsed);
    policy.allow_networks = {*parsed};
    return policy;
}

/// The first, or with `fill` 0xFF the last, address of a network.
ip_address edge_of(const ip_network& network, std::uint8_t fill)
{
    ip_address edge = network.base;
    const unsigned width = edge.is_v6 ? 128 : 32;
    for (unsigned bit = network.prefix_bits; bit < width; ++bit) {
        const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
        edge.bytes[bit / 8] = static_cast<std::uint8_t>((edge.bytes[bit / 8] & ~mask) | (fill & mask));
    }
    return edge;
}

/// What the row says must be what the policy says, unless a longer row holds the address as well.
void check_edge(const network_rule& rule, const ip_network& network, const ip_address& edge)
{
    for (const network_rule& other : network_rules) {
        const auto inner = parse_network(other.network);
        if (inner->prefix_bits > network.prefix_bits && inner->contains(edge))
            return;
    }
    CAPTURE(to_text(edge));
    CHECK(egress_denial(default_policy, edge).value_or("") == rule.reason);
}

struct refused_network {
    std::string_view first, last;    // refused
    std::string_view before, after;  // public; empty where the neighbour is refused as well
};

}  // namespace

TEST_SUITE("webhook/egress")
{
    TEST_CASE("every row of the table applies to its first and last address")
    {
        for (const network_rule& rule : network_rules) {
            CAPTURE(rule.network);
            const auto network = parse_network(rule.network);
            REQUIRE(network);
            check_edge(rule, *network, edge_of(*network, 0x00));
            check_edge(rule, *network, edge_of(*network, 0xFF));
        }
    }

    TEST_CASE("docs/egress.md names every row of the table")
    {
        std::ifstream file(DEFECTD_DOCS "/egress.md");
        const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        for (const network_rule& rule : network_rules) {
            CAPTURE(rule.network);
            const auto network = parse_network(rule.network);
            REQUIRE(network);
            if (network->prefix_bits == 0)
                continue;  // the rules for the rest of each family, which the page puts into words
            const bool single = network->prefix_bits == (network->base.is_v6 ? 128 : 32);
            const std::string written = single ? to_text(network->base) : std::string(rule.network);
            CHECK(page.find("`" + written + "`") != std::string::npos);
        }
    }

    TEST_CASE("the neighbours of a denied network are public")
    {
        // Written from the registries, not from the table: a slip there shows here.
        for (const refused_network& n :
             {refused_network{"0.0.0.0", "0.255.255.255", "", "1.0.0.0"},
              refused_network{"10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
              refused_network{"100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"},
              refused_network{"127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"},
              refused_network{"168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17"},
              refused_network{"169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"},
              refused_network{"172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"},
              refused_network{"192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"},
              refused_network{"192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"},
              refused_network{"192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"},
              refused_network{"192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"},
              refused_network{"198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"},
              refused_network{"198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"},
              refused_network{"203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"},
              refused_network{"224.0.0.0", "255.255.255.255", "223.255.255.255", ""},
              refused_network{"::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2000::"},
              refused_network{"2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", ""},
              refused_network{"2001:100::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2001:200::"},
              refused_network{"2001:1::", "2001:1::", "", "2001:1::1"},
              refused_network{"2001:1::3", "2001:2:ffff:ffff:ffff:ffff:ffff:ffff", "2001:1::2", "2001:3::"},
              refused_network{"2001:4::", "2001:4:111:ffff:ffff:ffff:ffff:ffff",
                              "2001:3:ffff::", "2001:4:112::"},
              refused_network{"2001:4:113::", "2001:1f:ffff::", "2001:4:112:ffff::", "2001:20::"},
              refused_network{"2001:30::", "2001:ff:ffff::", "2001:2f:ffff::", ""},
              refused_network{"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                              "2001:db7:ffff::", "2001:db9::"},
              refused_network{"2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff::", "2003::"},
              refused_network{"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
                              "3ffe:ffff::", "3fff:1000::"},
              refused_network{"4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff::", ""}}) {
            CAPTURE(n.first);
            CHECK(reason_for(n.first) != "");
            CHECK(reason_for(n.last) != "");
            if (!n.before.empty())
                CHECK(reason_for(n.before) == "");
            if (!n.after.empty())
                CHECK(reason_for(n.after) == "");
        }
    }

    TEST_CASE("addresses that attackers use are denied, each with its reason")
    {
        struct row {
            std::string_view address, reason;
        };
        for (const row& r : {row{"0.0.0.0", "this network"},
                             row{"127.0.0.1", "loopback"},
                             row{"169.254.169.254", "cloud metadata"},
                             row{"169.254.170.2", "link-local"},
                             row{"100.100.100.200", "cloud metadata"},
                             row{"100.100.100.201", "carrier-grade NAT"},
                             row{"168.63.129.16", "cloud metadata"},
                             row{"192.0.0.192", "cloud metadata"},
                             row{"255.255.255.255", "broadcast"},
                             row{"255.255.255.254", "reserved"},
                             row{"::", "unspecified"},
                             row{"::1", "loopback"},
                             row{"::2", "reserved"},
                             row{"::127.0.0.1", "reserved"},
                             row{"::ffff:0:127.0.0.1", "reserved"},
                             row{"::ffff:127.0.0.1", "loopback"},
                             row{"::ffff:169.254.169.254", "cloud metadata"},
                             row{"64:ff9b::7f00:1", "loopback"},
                             row{"64:ff9b::a9fe:a9fe", "cloud metadata"},
                             row{"64:ff9b::1:7f00:1", "reserved"},
                             row{"64:ff9b:1::7f00:1", "local NAT64"},
                             row{"2002:7f00:1::", "6to4"},
                             row{"2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"},
                             row{"fd00:ec2::254", "cloud metadata"},
                             row{"fd20:ce::254", "cloud metadata"},
                             row{"fd00::1", "private network"},
                             row{"fe80::1", "link-local"},
                             row{"fec0::1", "site-local"},
                             row{"ff02::1", "multicast"},
                             row{"5f00::1", "segment routing"},
                             row{"100::1", "discard-only"},
                             row{"4000::1", "not public unicast"}}) {
            CAPTURE(r.address);
            CHECK(reason_for(r.address) == r.reason);
        }
    }

    TEST_CASE("public addresses may be dialled, also through NAT64 and IPv4-mapped")
    {
        for (const std::string_view address :
             {"1.1.1.1", "93.184.216.34", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1",
              "::ffff:1.1.1.1", "64:ff9b::101:101"}) {
            CAPTURE(address);
            CHECK(reason_for(address) == "");
        }
    }

    TEST_CASE("an allowed network permits its own addresses only")
    {
        const egress_policy policy = allowing("10.1.0.0/16");
        CHECK(reason_for("10.1.0.0", policy) == "");
        CHECK(reason_for("10.1.255.255", policy) == "");
        CHECK(reason_for("10.0.255.255", policy) == "private network");
        CHECK(reason_for("10.2.0.0", policy) == "private network");
        CHECK(reason_for("127.0.0.1", policy) == "loopback");
        CHECK(reason_for("1.1.1.1", policy) == "");
    }

    TEST_CASE("an allowed IPv4 network counts for the address inside a mapped or NAT64 one")
    {
        const egress_policy policy = allowing("127.0.0.0/8");
        CHECK(reason_for("::ffff:127.0.0.1", policy) == "");
        CHECK(reason_for("64:ff9b::7f00:1", policy) == "");
        CHECK(reason_for("::1", policy) == "loopback");
        CHECK(reason_for("::127.0.0.1", policy) == "reserved");
    }

    TEST_CASE("an allowed IPv6 network applies to the address that is connected to")
    {
        CHECK(reason_for("64:ff9b::a00:1", allowing("64:ff9b::/96")) == "");
        CHECK(reason_for("10.0.0.1", allowing("64:ff9b::/96")) == "private network");
        CHECK(reason_for("10.0.0.1", allowing("::/0")) == "private network");
        CHECK(reason_for("fd00::1", allowing("fd00::/8")) == "");
    }

    TEST_CASE("one of several allowed networks is enough")
    {
        egress_policy policy = allowing("10.0.0.0/8");
        policy.allow_networks.push_back(*parse_network("fd00::/8"));
        CHECK(reason_for("10.9.9.9", policy) == "");
        CHECK(reason_for("fd00::9", policy) == "");
    }

    TEST_CASE("by default the ports of https are allowed and plain http is not")
    {
        CHECK(default_policy.allow_ports == std::vector<std::uint16_t>{443, 8443});
        CHECK_FALSE(default_policy.allow_http);
    }
}
