#include <doctest/doctest.h>

#include <array>

#include "defectd/webhook/egress.hpp"

using namespace defectd;
using namespace std::string_view_literals;

TEST_SUITE("webhook/address")
{
    TEST_CASE("a canonical address is read and written without a change")
    {
        for (const std::string_view text :
             {"0.0.0.0", "1.1.1.1", "203.0.113.7", "255.255.255.255", "::", "::1", "2606:4700::1111",
              "::ffff:127.0.0.1", "2001:db8:1:2:3:4:5:6", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"}) {
            CAPTURE(text);
            const auto address = parse_ip(text);
            REQUIRE(address);
            CHECK(address->is_v6 == (text.find(':') != std::string_view::npos));
            CHECK(to_text(*address) == text);
        }
    }

    TEST_CASE("bytes are in network order, those of IPv4 in the first four")
    {
        const auto v4 = parse_ip("1.2.3.4");
        REQUIRE(v4);
        CHECK(v4->bytes == std::array<std::uint8_t, 16>{1, 2, 3, 4});
        const auto v6 = parse_ip("102:304::f");
        REQUIRE(v6);
        CHECK(v6->bytes == std::array<std::uint8_t, 16>{1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15});
    }

    TEST_CASE("long forms of an IPv6 address have one canonical text")
    {
        for (const std::string_view text : {"2606:4700:0:0:0:0:0:1111", "2606:4700:0000::1111",
                                            "2606:4700::1111", "2606:4700:0:0::0.0.17.17"}) {
            CAPTURE(text);
            const auto address = parse_ip(text);
            REQUIRE(address);
            CHECK(to_text(*address) == "2606:4700::1111");
        }
    }

    TEST_CASE("only a dotted quad or RFC 4291 text is an address")
    {
        for (const std::string_view text : {""sv,
                                            " "sv,
                                            "127.1"sv,
                                            "127"sv,
                                            "2130706433"sv,
                                            "0x7f.0.0.1"sv,
                                            "0x7f000001"sv,
                                            "0177.0.0.1"sv,
                                            "127.0.0.01"sv,
                                            "1.2.3"sv,
                                            "1.2.3.4.5"sv,
                                            "1.2.3.256"sv,
                                            "1.2.3.-4"sv,
                                            "1.2.3.+4"sv,
                                            "1.2.3.4 "sv,
                                            " 1.2.3.4"sv,
                                            "1.2.3.4\n"sv,
                                            "1.2.3.4\0"sv,
                                            "1.2.3.4\0.evil"sv,
                                            "1.2.3."sv,
                                            ".1.2.3.4"sv,
                                            "1.2.3.4."sv,
                                            "1..2.3"sv,
                                            "a.b.c.d"sv,
                                            "1.2.3.4/32"sv,
                                            "[::1]"sv,
                                            "::1%lo"sv,
                                            "fe80::1%eth0"sv,
                                            "fe80::1%1"sv,
                                            ":::"sv,
                                            "::1::"sv,
                                            "1:2:3:4:5:6:7"sv,
                                            "1:2:3:4:5:6:7:8:9"sv,
                                            "12345::"sv,
                                            "g::"sv,
                                            ":1:2:3:4:5:6:7"sv,
                                            "::ffff:127.1"sv,
                                            "::ffff:1.2.3.04"sv,
                                            "::1\0"sv,
                                            "1.2.3.4:80"sv,
                                            "0000:0000:0000:0000:0000:ffff:192.168.100.2000"sv}) {
            CAPTURE(text);
            CHECK_FALSE(parse_ip(text));
        }
    }

    TEST_CASE("a network is read and written without a change")
    {
        for (const std::string_view text : {"0.0.0.0/0", "10.0.0.0/8", "10.2.0.0/15", "10.1.2.128/25",
                                            "10.1.2.3/32", "::/0", "2001:db8::/32", "fc00::/7", "::1/128"}) {
            CAPTURE(text);
            const auto network = parse_network(text);
            REQUIRE(network);
            CHECK(to_text(*network) == text);
        }
    }

    TEST_CASE("a malformed network, or one with bits after its prefix, is refused")
    {
        for (const std::string_view text : {""sv,
                                            "/"sv,
                                            "10.0.0.0"sv,
                                            "10.0.0.0/"sv,
                                            "/8"sv,
                                            "10.0.0.0/33"sv,
                                            "::/129"sv,
                                            "10.0.0.0/-1"sv,
                                            "10.0.0.0/+8"sv,
                                            "10.0.0.0/08"sv,
                                            "10.0.0.0/8 "sv,
                                            "10.0.0.0/ 8"sv,
                                            "10.0.0.0/8/8"sv,
                                            "10.0.0/8"sv,
                                            "10.0.0.0/255.0.0.0"sv,
                                            "10.0.0.1/8"sv,
                                            "10.0.0.0/4"sv,
                                            "10.1.2.129/25"sv,
                                            "128.0.0.0/0"sv,
                                            "::1/127"sv,
                                            "2001:db8::/31x"sv,
                                            "2001:db8:8000::/32"sv,
                                            "10.0.0.0/4294967304"sv,
                                            "10.0.0.0/8\0"sv}) {
            CAPTURE(text);
            CHECK_FALSE(parse_network(text));
        }
    }

    TEST_CASE("a network contains its first and last address and no neighbour")
    {
        struct row {
            std::string_view network, first, last, before, after;
        };
        for (const row& r :
             {row{"10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
              row{"172.16.0.0/12", "172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"},
              row{"192.0.2.4/31", "192.0.2.4", "192.0.2.5", "192.0.2.3", "192.0.2.6"},
              row{"192.0.2.4/32", "192.0.2.4", "192.0.2.4", "192.0.2.3", "192.0.2.5"},
              row{"fc00::/7", "fc00::", "fdff:ffff::", "fbff:ffff::", "fe00::"},
              row{"::2/127", "::2", "::3", "::1", "::4"}}) {
            CAPTURE(r.network);
            const auto network = parse_network(r.network);
            REQUIRE(network);
            CHECK(network->contains(*parse_ip(r.first)));
            CHECK(network->contains(*parse_ip(r.last)));
            CHECK_FALSE(network->contains(*parse_ip(r.before)));
            CHECK_FALSE(network->contains(*parse_ip(r.after)));
        }
    }

    TEST_CASE("a network of one family contains no address of the other")
    {
        CHECK_FALSE(parse_network("0.0.0.0/0")->contains(*parse_ip("::")));
        CHECK_FALSE(parse_network("::/0")->contains(*parse_ip("0.0.0.0")));
        CHECK(parse_network("::/0")->contains(*parse_ip("ffff::")));
    }
}
