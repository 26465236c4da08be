#include <doctest/doctest.h>

#include "defectd/webhook/url.hpp"

using namespace defectd;

TEST_SUITE("webhook/proxy_url")
{
    TEST_CASE("a proxy is a host and a port")
    {
        struct row {
            const char* text;
            proxy_address address;
        };
        const row rows[] = {
            {"http://proxy.internal:3128", {"proxy.internal", 3128}},
            {"HTTP://Proxy.Internal:3128/", {"proxy.internal", 3128}},
            {"http://proxy", {"proxy", 80}},
            {"http://10.0.0.7:8080", {"10.0.0.7", 8080}},
            {"http://[FD00::7]:8080", {"fd00::7", 8080}},
        };
        for (const row& each : rows) {
            CAPTURE(each.text);
            const auto read = parse_proxy_url(each.text);
            REQUIRE(read.has_value());
            CHECK(*read == each.address);
        }
    }

    TEST_CASE("other proxy URLs are rejected with what to write, and are not repeated")
    {
        const std::pair<const char*, const char*> rows[] = {
            {"", "empty"},
            {"proxy.internal:3128", "neither https:// nor http://"},
            {"socks5://proxy.internal:1080", "neither https:// nor http://"},
            {"https://proxy.internal:3128", "does not use TLS"},
            {"http://clerk:hunter2@proxy.internal:3128", "user name"},
            {"http://hunter2@proxy.internal:3128", "user name"},
            {"http://proxy.internal:3128/hunter2", "no path or query"},
            {"http://proxy.internal:3128?hunter2", "no path or query"},
            {"http://proxy.internal:3128/#hunter2", "#"},
            {"http://proxy.internal:", "port"},
            {"http://proxy.internal:70000", "port"},
            {"http://127.1:3128", "number"},
            {"http://:3128", "no host"},
            {"http://proxy.internal:3128\r\nX: hunter2", "control"},
        };
        for (const auto& [text, word] : rows) {
            CAPTURE(text);
            const auto read = parse_proxy_url(text);
            REQUIRE(read.has_error());
            CHECK(read.error().what.find(word) != std::string::npos);
            CHECK(read.error().what.find("hunter2") == std::string::npos);
        }
    }
}
