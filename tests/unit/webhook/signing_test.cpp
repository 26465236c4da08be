#include "defectd/webhook/signing.hpp"

#include <doctest/doctest.h>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

timestamp at_second(std::int64_t seconds)
{
    return timestamp{std::chrono::seconds{seconds}};
}

secret key_of(std::string_view text)
{
    const auto key = parse_symmetric_secret(text);
    REQUIRE(key.has_value());
    return *key;
}

secret first_key()
{
    return key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
}

secret second_key()
{
    return key_of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
}

const signed_message message{"msg_p5jXN8AQM9LWM0D4loKWxJek", at_second(1'614'265'330),
                             R"({"test": 2432232314})"};
constexpr std::string_view first_signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

std::string header(const header_list& headers, std::string_view name)
{
    for (const auto& [key, value] : headers)
        if (key == name)
            return value;
    return "<absent>";
}

signing_key key_of(signing_scheme scheme, std::string_view text, std::optional<timestamp> until = {})
{
    auto key = parse_signing_key(scheme, text);
    REQUIRE(key.has_value());
    return {scheme, *std::move(key), until};
}

/// Two keys of a scheme and what each makes of the message.
struct scheme_case {
    signing_scheme scheme;
    std::string old_key, new_key;
    std::string_view header, opening;
    std::string by_old, by_new;
    std::string_view separator;  ///< between the signatures of two keys; empty where there is room for one
};

const std::string old_text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string new_text = "another secret of 32 characters!";

/// Made with Python's hmac; those of standard are checked against published vectors elsewhere.
const std::vector<scheme_case>& scheme_cases()
{
    static const std::vector<scheme_case> cases{
        {signing_scheme::standard, old_text, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "webhook-signature",
         "", std::string(first_signature), sign_standard(second_key(), message), " "},
        {signing_scheme::github, old_text, new_text, "X-Hub-Signature-256",
         "sha256=", "80ec8a89ce3cd22133a1066caecb4d04fea7467657c8514d717ec42c38a5c94c",
         "b5f76e35cfd284d51d4d50824517f9560d3ba36219737b48f123874334574bda", ""},
        {signing_scheme::stripe, old_text, new_text, "Stripe-Signature", "t=1614265330,",
         "v1=2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49d4369ad2530f8964",
         "v1=365e34946111acb26cd600575a35942d5bb7411b872e637c53caed9b50c4933a", ","},
        {signing_scheme::shopify, old_text, new_text, "X-Shopify-Hmac-SHA256", "",
         "gOyKic480iEzoQZsrstNBP6nRnZXyFFNcX7ELDilyUw=", "tfduNc/ShNUdTVCCRRf5Vg07o2IZc3tI8SOHQzRXS9o=", ""},
        {signing_scheme::slack, old_text, new_text, "X-Slack-Signature",
         "v0=", "cddefca50684fde6ab7a4b4868a953cc180e93a68f4ad4f0a13b91731cd987fa",
         "c962fa192ecdd457687e7019c9f511a5f0d7be9c354eb92f4c4ca69512055805", ""},
    };
    return cases;
}

std::string signature_by(const scheme_case& scheme, const std::vector<signing_key>& keys)
{
    return header(signed_headers(keys, message), scheme.header);
}

std::string both(const scheme_case& scheme, const std::string& first, const std::string& second)
{
    return std::string(scheme.opening).append(first).append(scheme.separator).append(second);
}

}  // namespace

TEST_SUITE("webhook/signing")
{
    TEST_CASE("the test vectors of Standard Webhooks are signed as published")
    {
        CHECK(sign_standard(first_key(), message) == first_signature);
        CHECK(sign_standard(second_key(), {"msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", at_second(1'649'367'553),
                                           R"({"email":"test@example.com","username":"test_user"})"}) ==
              "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");
    }

    TEST_CASE("milliseconds are cut from the signed time")
    {
        signed_message later = message;
        later.attempted_at += 999ms;
        CHECK(sign_standard(first_key(), later) == first_signature);
        later.attempted_at += 1ms;
        CHECK(sign_standard(first_key(), later) != first_signature);
    }

    TEST_CASE("every byte of the body counts, NUL and invalid UTF-8 included")
    {
        using namespace std::string_view_literals;
        signed_message binary = message;
        binary.body = "a\0b\xFF"sv;
        const std::string whole = sign_standard(first_key(), binary);
        for (const std::string_view other : {"a"sv, "a\0b"sv, "a\0c\xFF"sv, "a\0b\xFE"sv, ""sv}) {
            binary.body = other;
            CHECK(sign_standard(first_key(), binary) != whole);
        }
    }

    TEST_CASE("every scheme has the name that the configuration writes")
    {
        CHECK(name_of(signing_scheme::standard) == "standard");
        CHECK(name_of(signing_scheme::standard_ed25519) == "standard-ed25519");
        CHECK(name_of(signing_scheme::github) == "github");
        CHECK(name_of(signing_scheme::stripe) == "stripe");
        CHECK(name_of(signing_scheme::shopify) == "shopify");
        CHECK(name_of(signing_scheme::slack) == "slack");
    }

    TEST_CASE("a standard key is read as parse_symmetric_secret reads it")
    {
        CHECK(key_of(signing_scheme::standard, old_text).key == first_key());
        for (const std::string_view wrong : {"", "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc7", "whsec_AAAA"})
            CHECK(parse_signing_key(signing_scheme::standard, wrong).error().what ==
                  parse_symmetric_secret(wrong).error().what);
    }

    TEST_CASE("the headers are id, time and signature, in this order and in lower case")
    {
        const header_list headers =
            signed_headers({{signing_scheme::standard, first_key(), std::nullopt}}, message);
        CHECK(headers == header_list{{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                                     {"webhook-timestamp", "1614265330"},
                                     {"webhook-signature", std::string(first_signature)}});
    }

    TEST_CASE("there is no signature only when there are no keys")
    {
        CHECK(signed_headers({}, message) == header_list{{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                                                         {"webhook-timestamp", "1614265330"}});
    }

    TEST_CASE(
        "during a rotation both keys sign in their order; where one signature is possible, the key that ends signs")
    {
        for (const scheme_case& scheme : scheme_cases()) {
            CAPTURE(name_of(scheme.scheme));
            const signing_key ending = key_of(scheme.scheme, scheme.old_key, message.attempted_at + 1ms);
            for (const auto& until :
                 {std::optional<timestamp>(), std::optional(message.attempted_at + 2ms)}) {
                const signing_key staying = key_of(scheme.scheme, scheme.new_key, until);
                const bool has_room = !scheme.separator.empty();
                const std::string by_old = std::string(scheme.opening) + scheme.by_old;
                CHECK(signature_by(scheme, {ending, staying}) ==
                      (has_room ? both(scheme, scheme.by_old, scheme.by_new) : by_old));
                CHECK(signature_by(scheme, {staying, ending}) ==
                      (has_room ? both(scheme, scheme.by_new, scheme.by_old) : by_old));
            }
        }
    }

    TEST_CASE("a key signs attempts before its end only")
    {
        for (const scheme_case& scheme : scheme_cases())
            for (const duration after : {0ms, 1ms, 1000ms}) {
                CAPTURE(name_of(scheme.scheme));
                CAPTURE(after.count());
                const signing_key ended = key_of(scheme.scheme, scheme.old_key, message.attempted_at - after);
                const signing_key staying = key_of(scheme.scheme, scheme.new_key);
                const std::string by_new = std::string(scheme.opening) + scheme.by_new;
                CHECK(signature_by(scheme, {ended, staying}) == by_new);
                CHECK(signature_by(scheme, {staying, ended}) == by_new);
            }
    }

    TEST_CASE("two keys that never end: the first signs where there is room for one")
    {
        for (const scheme_case& scheme : scheme_cases()) {
            CAPTURE(name_of(scheme.scheme));
            const std::string signature = signature_by(
                scheme, {key_of(scheme.scheme, scheme.new_key), key_of(scheme.scheme, scheme.old_key)});
            CHECK(signature == (scheme.separator.empty() ? std::string(scheme.opening) + scheme.by_new
                                                         : both(scheme, scheme.by_new, scheme.by_old)));
        }
    }

    TEST_CASE("when every key has ended, the one that ended last signs")
    {
        for (const scheme_case& scheme : scheme_cases()) {
            CAPTURE(name_of(scheme.scheme));
            const signing_key earlier = key_of(scheme.scheme, scheme.new_key, message.attempted_at - 2ms);
            const signing_key last = key_of(scheme.scheme, scheme.old_key, message.attempted_at - 1ms);
            const std::string by_last = std::string(scheme.opening) + scheme.by_old;
            CHECK(signature_by(scheme, {last}) == by_last);
            CHECK(signature_by(scheme, {earlier, last}) == by_last);
            CHECK(signature_by(scheme, {last, earlier}) == by_last);
        }
    }

    TEST_CASE("a scheme whose keys have ended does not sign while another scheme does")
    {
        const header_list headers =
            signed_headers({key_of(signing_scheme::github, old_text, message.attempted_at),
                            key_of(signing_scheme::standard, old_text)},
                           message);
        CHECK(headers.size() == 3);
        CHECK(header(headers, "webhook-signature") == first_signature);
    }

    TEST_CASE("v1 and v1a are in one header, in the order of the keys")
    {
        const signing_key symmetric = key_of(signing_scheme::standard, old_text);
        const signing_key asymmetric =
            key_of(signing_scheme::standard_ed25519, ed25519_secret_text(std::string(32, 'k')));
        const std::string v1 = header(signed_headers({symmetric}, message), "webhook-signature");
        const std::string v1a = header(signed_headers({asymmetric}, message), "webhook-signature");
        CHECK(v1a.starts_with("v1a,"));
        CHECK(header(signed_headers({symmetric, asymmetric}, message), "webhook-signature") ==
              v1 + " " + v1a);
        CHECK(header(signed_headers({asymmetric, symmetric}, message), "webhook-signature") ==
              v1a + " " + v1);
        const std::vector<signing_key> with_others{asymmetric, key_of(signing_scheme::github, new_text),
                                                   symmetric};
        CHECK(header(signed_headers(with_others, message), "webhook-signature") == v1a + " " + v1);
    }

    TEST_CASE("a subscriber may have every scheme at once, each header once")
    {
        std::vector<signing_key> keys;
        for (const scheme_case& scheme : scheme_cases()) {
            keys.push_back(key_of(scheme.scheme, scheme.old_key));
            keys.push_back(key_of(scheme.scheme, scheme.new_key));
        }
        std::vector<std::string> names;
        for (const auto& [name, value] : signed_headers(keys, message))
            names.push_back(name);
        CHECK(names == std::vector<std::string>{
                           "webhook-id", "webhook-timestamp", "webhook-signature", "X-Hub-Signature-256",
                           "X-GitHub-Delivery", "Stripe-Signature", "X-Shopify-Hmac-SHA256",
                           "X-Shopify-Webhook-Id", "X-Slack-Signature", "X-Slack-Request-Timestamp"});
        for (const scheme_case& scheme : scheme_cases()) {
            CAPTURE(name_of(scheme.scheme));
            CHECK(signature_by(scheme, keys).starts_with(std::string(scheme.opening) + scheme.by_old));
        }
    }
}
