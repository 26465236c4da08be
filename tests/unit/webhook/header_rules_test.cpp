#include <doctest/doctest.h>

#include "defectd/webhook/signing.hpp"
#include "defectd/webhook/url.hpp"
#include "support/error_text.hpp"

using namespace defectd;
using namespace std::string_view_literals;

namespace {

std::string fault_of(std::string_view name, std::string_view value)
{
    return what(validate_header(name, value));
}

}  // namespace

TEST_SUITE("webhook/header_rules")
{
    TEST_CASE("names of RFC 9110 tokens are accepted")
    {
        for (const std::string_view name : {"X-Team",
                                            "Authorization",
                                            "x",
                                            "1",
                                            "!#$%&'*+-.^_`|~09azAZ",
                                            "Cookie",
                                            "X-Webhook-Id",
                                            "Hosting",
                                            "Tenant",
                                            "Proxy",
                                            "Webhook",
                                            "TEA",
                                            "X-Hub-Signature",
                                            "X-Hub-Signature-2567",
                                            "X-GitHub",
                                            "GitHub-Event",
                                            "Stripe-Version",
                                            "Stripe-Signature-2",
                                            "X-Shopify",
                                            "X-Slack"}) {
            CAPTURE(name);
            CHECK(fault_of(name, "value") == "");
        }
    }

    TEST_CASE("names that would break the request are refused")
    {
        for (const std::string_view name : {""sv,          " "sv,     "X Team"sv,
                                            "X-Team:"sv,   ":path"sv, "X-Team\r\nEvil"sv,
                                            "X-Team\n"sv,  "X\0Y"sv,  "X\tY"sv,
                                            "(comment)"sv, "X,Y"sv,   "X;Y"sv,
                                            "X/Y"sv,       "X@Y"sv,   "X=Y"sv,
                                            "X?Y"sv,       "X[Y]"sv,  "X{Y}"sv,
                                            "X\"Y"sv,      "X\\Y"sv,  "\xC3\xA9t\xC3\xA9"sv,
                                            "X\x7FY"sv,    "<X>"sv}) {
            CAPTURE(name);
            CHECK(mentions(fault_of(name, "value"), "not a valid header name"));
        }
    }

    TEST_CASE("names the daemon writes are refused, in any case")
    {
        for (const std::string_view name : {"Host",
                                            "HOST",
                                            "host",
                                            "Content-Length",
                                            "content-length",
                                            "Content-Type",
                                            "Transfer-Encoding",
                                            "Connection",
                                            "Keep-Alive",
                                            "Upgrade",
                                            "Expect",
                                            "TE",
                                            "te",
                                            "Trailer",
                                            "User-Agent",
                                            "Accept-Encoding",
                                            "Proxy-Authorization",
                                            "proxy-connection",
                                            "PROXY-X",
                                            "Proxy-",
                                            "webhook-id",
                                            "Webhook-Timestamp",
                                            "WEBHOOK-SIGNATURE",
                                            "webhook-anything",
                                            "webhook-"}) {
            CAPTURE(name);
            CHECK(mentions(fault_of(name, "value"), "remove it"));
        }
    }

    TEST_CASE("names that the signing schemes write are refused, in any case")
    {
        for (const std::string_view name :
             {"X-Hub-Signature-256", "x-hub-signature-256", "X-GitHub-Event", "x-github-delivery",
              "X-GITHUB-EVENT", "Stripe-Signature", "stripe-signature", "X-Shopify-Hmac-SHA256",
              "X-Shopify-Hmac-Sha256", "x-shopify-topic", "X-Slack-Signature", "X-Slack-Request-Timestamp"}) {
            CAPTURE(name);
            CHECK(mentions(fault_of(name, "value"), "remove it"));
        }
    }

    TEST_CASE("headers that signing writes cannot be configured")
    {
        const std::string text = "another secret of 32 characters!";
        std::vector<signing_key> keys;
        for (const signing_scheme scheme :
             {signing_scheme::github, signing_scheme::stripe, signing_scheme::shopify, signing_scheme::slack})
            keys.push_back({scheme, secret(text), std::nullopt});
        keys.push_back({signing_scheme::standard, secret(text), std::nullopt});
        const signed_message message{"evt_1", timestamp{}, "{}", "defect.created"};
        for (const auto& [name, value] : signed_headers(keys, message)) {
            CAPTURE(name);
            CHECK(fault_of(name, "value") != "");
        }
    }

    TEST_CASE("values of visible characters, inner blanks and bytes over 0x7F are accepted")
    {
        for (const std::string_view value :
             {""sv, "a"sv, "a b"sv, "a\tb"sv, "Bearer abc.def=="sv, "caf\xC3\xA9"sv, "\x80\xFF"sv,
              "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"sv}) {
            CAPTURE(value);
            CHECK(fault_of("X-Team", value) == "");
        }
    }

    TEST_CASE("every control character but the tab is refused in a value")
    {
        for (int code = 0; code <= 0x7F; ++code) {
            const bool control = (code < 0x20 && code != '\t') || code == 0x7F;
            const std::string value = std::string("a") + static_cast<char>(code) + "b";
            CAPTURE(code);
            CHECK(mentions(fault_of("X-Team", value), "control character") == control);
        }
        CHECK(fault_of("X-Team", "support\r\nEvil: 1") != "");
    }

    TEST_CASE("blanks at the ends of a value are rejected")
    {
        for (const std::string_view value : {" a", "a ", "\ta", "a\t", " "}) {
            CAPTURE(value);
            CHECK(mentions(fault_of("X-Team", value), "white space"));
        }
    }

    TEST_CASE("an empty value is accepted")
    {
        CHECK(fault_of("X-Team", " "sv.substr(0, 0)) == "");
    }

    TEST_CASE("no error repeats the value, which may be a secret")
    {
        for (const std::string_view value : {"hunter2 ", "hunter2\n"})
            for (const std::string_view name : {"X-Team", "Host", "X Y"})
                CHECK_FALSE(mentions(fault_of(name, value), "hunter2"));
    }
}
