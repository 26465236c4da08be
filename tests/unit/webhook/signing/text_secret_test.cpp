#include <doctest/doctest.h>

#include <array>

#include "defectd/webhook/signing.hpp"
#include "support/error_text.hpp"

using namespace defectd;

namespace {

constexpr std::array text_schemes{signing_scheme::github, signing_scheme::stripe, signing_scheme::shopify,
                                  signing_scheme::slack};

}  // namespace

TEST_SUITE("webhook/signing/text_secret")
{
    TEST_CASE("the text is the key, character by character")
    {
        for (const signing_scheme scheme : text_schemes)
            for (const std::string_view text :
                 {"It's a Secret to Everybody", "8f742231b10e8888abcd99yyyzzz85a5",
                  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw==",
                  "gr\xC3\xBC\xC3\x9F Gott alle zusammen", "exactly 16 bytes"}) {
                CAPTURE(name_of(scheme));
                CAPTURE(text);
                const auto key = parse_signing_key(scheme, text);
                REQUIRE(key.has_value());
                CHECK(key->reveal() == text);
            }
    }

    TEST_CASE("keys of 16 to 4096 bytes are read, shorter and longer ones are not")
    {
        for (const signing_scheme scheme : text_schemes) {
            for (const std::size_t bytes : {16U, 17U, 4095U, 4096U})
                CHECK(parse_signing_key(scheme, std::string(bytes, 'k')).has_value());
            for (const std::size_t bytes : {1U, 15U})
                CHECK(mentions(parse_signing_key(scheme, std::string(bytes, 'k')).error().what,
                               "fewer than 16 bytes"));
            for (const std::size_t bytes : {4097U, 1'000'000U})
                CHECK(mentions(parse_signing_key(scheme, std::string(bytes, 'k')).error().what,
                               "more than 4096 bytes"));
        }
    }

    TEST_CASE(
        "every mistake of copying has its own message, which says what to do and does not contain the secret")
    {
        using namespace std::string_view_literals;
        struct row {
            std::string_view text, explained_by, advice;
        };
        for (const row& r : {row{"", "is empty", "write the text"},
                             row{" canary of 25 characters", "begins or ends", "remove it"},
                             row{"canary of 25 characters ", "begins or ends", "remove it"},
                             row{"canary of 25 characters\n", "begins or ends", "remove it"},
                             row{"canary of 25 characters\r\n", "begins or ends", "remove it"},
                             row{"canary of 25 characters\r", "begins or ends", "remove it"},
                             row{"\tcanary of 25 characters", "begins or ends", "remove it"},
                             row{"                         ", "begins or ends", "remove it"},
                             row{"canary of 25\ncharacters", "line break", "on one line"},
                             row{"canary of 25\r\ncharacters", "line break", "on one line"},
                             row{"canary of 25\tcharacters", "control character", "plain text"},
                             row{"c\0a\0n\0a\0r\0y\0 \0o\0f\0"sv, "control character", "plain text"},
                             row{"\xEF\xBB\xBF"
                                 "canary of 25 characters",
                                 "byte order mark", "without one"},
                             row{"whsk_canary/canary/canary", "private key (whsk_)", "standard-ed25519"},
                             row{"whpk_canary/canary/canary", "not sign", "write the text"}})
            for (const signing_scheme scheme : text_schemes) {
                CAPTURE(r.text);
                const auto key = parse_signing_key(scheme, r.text);
                REQUIRE_FALSE(key.has_value());
                CHECK(mentions(key.error().what, r.explained_by));
                CHECK(mentions(key.error().what, r.advice));
                CHECK_FALSE(mentions(key.error().what, "canary"));
            }
    }
}
