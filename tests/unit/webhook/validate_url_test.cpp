#include <doctest/doctest.h>

#include "defectd/webhook/url.hpp"
#include "support/error_text.hpp"

using namespace defectd;

namespace {

endpoint_url read(std::string_view text)
{
    auto url = parse_endpoint_url(text);
    REQUIRE_MESSAGE(url.has_value(), text);
    return *url;
}

std::string denial_of(std::string_view url, const egress_policy& policy = {})
{
    return what(validate_url(policy, read(url)));
}

}  // namespace

TEST_SUITE("webhook/validate_url")
{
    TEST_CASE("https to a name on an allowed port passes before the name is resolved")
    {
        for (const std::string_view url :
             {"https://example.com/", "https://example.com:8443/", "https://localhost/",
              "https://127.0.0.1.evil.com/", "https://1.1.1.1/", "https://[2606:4700::1111]/"}) {
            CAPTURE(url);
            CHECK(denial_of(url) == "");
        }
    }

    TEST_CASE("plain http needs both its switch and its port")
    {
        egress_policy policy;
        CHECK(mentions(denial_of("http://example.com/", policy), "egress.allow_http"));
        CHECK(mentions(denial_of("http://example.com:443/", policy), "egress.allow_http"));
        policy.allow_http = true;
        CHECK(mentions(denial_of("http://example.com/", policy), "port 80"));
        policy.allow_ports.push_back(80);
        CHECK(denial_of("http://example.com/", policy) == "");
    }

    TEST_CASE("a port outside the list is refused, the default port of https as well")
    {
        CHECK(mentions(denial_of("https://example.com:8080/"), "egress.allow_ports"));
        CHECK(mentions(denial_of("https://example.com:22/"), "port 22"));
        egress_policy only_8080;
        only_8080.allow_ports = {8080};
        CHECK(denial_of("https://example.com:8080/", only_8080) == "");
        CHECK(mentions(denial_of("https://example.com/", only_8080), "port 443"));
        egress_policy none;
        none.allow_ports.clear();
        CHECK(denial_of("https://example.com/", none) != "");
    }

    TEST_CASE("a literal address that the policy denies is rejected with the reason and the setting")
    {
        struct row {
            std::string_view url, reason;
        };
        for (const row& r :
             {row{"https://127.0.0.1/", "(loopback)"},
              row{"https://169.254.169.254/latest/meta-data/", "(cloud metadata)"},
              row{"https://10.0.0.1:8443/", "(private network)"}, row{"https://[::1]/", "(loopback)"},
              row{"https://[::ffff:127.0.0.1]/", "(loopback)"}, row{"https://[::FFFF:7F00:1]/", "(loopback)"},
              row{"https://[64:ff9b::7f00:1]/", "(loopback)"},
              row{"https://[fd00:ec2::254]/", "(cloud metadata)"}}) {
            CAPTURE(r.url);
            CHECK(mentions(denial_of(r.url), r.reason));
            CHECK(mentions(denial_of(r.url), "egress.allow_networks"));
        }
    }

    TEST_CASE("a literal address in an allowed network passes")
    {
        egress_policy policy;
        policy.allow_networks = {*parse_network("127.0.0.0/8")};
        CHECK(denial_of("https://127.0.0.1/", policy) == "");
        CHECK(denial_of("https://[::ffff:127.0.0.1]/", policy) == "");
        CHECK(denial_of("https://10.0.0.1/", policy) != "");
    }

    TEST_CASE("no error repeats the URL, which may be a secret")
    {
        for (const std::string_view url :
             {"http://127.0.0.1/T0K3N", "https://127.0.0.1/T0K3N?T0K3N", "https://h-T0K3N:99/T0K3N"}) {
            CHECK_FALSE(mentions(denial_of(url), "T0K3N"));
            CHECK_FALSE(mentions(denial_of(url), "t0k3n"));
        }
    }
}
