// Each scheme against published vectors, or where there is none against what Python's hmac and `openssl dgst` say.
#include <doctest/doctest.h>

#include "defectd/webhook/signing.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

timestamp at_second(std::int64_t seconds)
{
    return timestamp{std::chrono::seconds{seconds}};
}

signing_key key_of(signing_scheme scheme, std::string_view text)
{
    auto key = parse_signing_key(scheme, text);
    REQUIRE(key.has_value());
    return {scheme, *std::move(key), std::nullopt};
}

header_list with_standard(std::string_view id, std::string_view seconds, header_list more)
{
    more.insert(more.begin(), {{"webhook-id", std::string(id)}, {"webhook-timestamp", std::string(seconds)}});
    return more;
}

const signed_message message{"msg_p5jXN8AQM9LWM0D4loKWxJek", at_second(1'614'265'330),
                             R"({"test": 2432232314})", "defect.created"};

header_list signed_by(signing_scheme scheme, std::string_view key)
{
    return signed_headers({key_of(scheme, key)}, message);
}

header_list expected(header_list more)
{
    return with_standard(message.id, "1614265330", std::move(more));
}

}  // namespace

TEST_SUITE("webhook/signing/schemes")
{
    TEST_CASE("standard: the published vectors are signed as published")
    {
        CHECK(signed_by(signing_scheme::standard, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ==
              expected({{"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}}));
        const signed_message second{"msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", at_second(1'649'367'553),
                                    R"({"email":"test@example.com","username":"test_user"})"};
        CHECK(signed_headers({key_of(signing_scheme::standard, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")},
                             second) ==
              with_standard(second.id, "1649367553",
                            {{"webhook-signature", "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="}}));
    }

    TEST_CASE("standard-ed25519: the published vector is signed as published")
    {
        CHECK(
            signed_by(
                signing_scheme::standard_ed25519,
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==") ==
            expected(
                {{"webhook-signature",
                  "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="}}));
    }

    TEST_CASE("github: the published vector is signed as published")
    {
        const signed_message hello{"evt_1", at_second(1'614'265'330), "Hello, World!", "webhook.ping"};
        CHECK(signed_headers({key_of(signing_scheme::github, "It's a Secret to Everybody")}, hello) ==
              with_standard("evt_1", "1614265330",
                            {{"X-Hub-Signature-256",
                              "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"},
                             {"X-GitHub-Event", "webhook.ping"},
                             {"X-GitHub-Delivery", "evt_1"}}));
    }

    TEST_CASE("slack: the published vector is signed as published")
    {
        const signed_message command{
            "evt_1", at_second(1'531'420'618),
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
            "channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
            "response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%"
            "2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"};
        CHECK(signed_headers({key_of(signing_scheme::slack, "8f742231b10e8888abcd99yyyzzz85a5")}, command) ==
              with_standard("evt_1", "1531420618",
                            {{"X-Slack-Signature",
                              "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"},
                             {"X-Slack-Request-Timestamp", "1531420618"}}));
    }

    TEST_CASE("stripe: time and body are signed, with the whole text of the secret")
    {
        CHECK(
            signed_by(signing_scheme::stripe, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ==
            expected({{"Stripe-Signature",
                       "t=1614265330,v1=2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49d4369ad2530f8964"}}));
    }

    TEST_CASE("shopify: the body is signed, and headers carry type and id")
    {
        CHECK(signed_by(signing_scheme::shopify, "another secret of 32 characters!") ==
              expected({{"X-Shopify-Hmac-SHA256", "tfduNc/ShNUdTVCCRRf5Vg07o2IZc3tI8SOHQzRXS9o="},
                        {"X-Shopify-Topic", "defect.created"},
                        {"X-Shopify-Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek"}}));
    }

    TEST_CASE("without a type there is no header for it")
    {
        signed_message untyped = message;
        untyped.type = {};
        const header_list by_github =
            signed_headers({key_of(signing_scheme::github, "another secret of 32 characters!")}, untyped);
        CHECK(by_github[3].first == "X-GitHub-Delivery");
        const header_list by_shopify =
            signed_headers({key_of(signing_scheme::shopify, "another secret of 32 characters!")}, untyped);
        CHECK(by_shopify[3].first == "X-Shopify-Webhook-Id");
    }

    TEST_CASE("every byte of the body counts in every scheme, NUL and invalid UTF-8 included")
    {
        using namespace std::string_view_literals;
        for (const signing_key& key :
             {key_of(signing_scheme::standard, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
              key_of(signing_scheme::standard_ed25519, ed25519_secret_text(std::string(32, 'k'))),
              key_of(signing_scheme::github, "another secret of 32 characters!"),
              key_of(signing_scheme::stripe, "another secret of 32 characters!"),
              key_of(signing_scheme::shopify, "another secret of 32 characters!"),
              key_of(signing_scheme::slack, "another secret of 32 characters!")}) {
            CAPTURE(name_of(key.scheme));
            signed_message binary = message;
            binary.body = "a\0b\xFF"sv;
            const header_list whole = signed_headers({key}, binary);
            CHECK(whole.size() > 2);
            for (const std::string_view other : {"a"sv, "a\0b"sv, "a\0c\xFF"sv, "a\0b\xFE"sv, ""sv}) {
                binary.body = other;
                CHECK(signed_headers({key}, binary) != whole);
            }
        }
    }
}
