#include <doctest/doctest.h>

#include "defectd/base/encoding.hpp"
#include "defectd/webhook/signing.hpp"
#include "support/error_text.hpp"

using namespace defectd;

namespace {

std::string text_of_key(std::size_t bytes)
{
    return "whsec_" + to_base64(std::string(bytes, 'k'));
}

std::string error_of(std::string_view text)
{
    const auto read = parse_symmetric_secret(text);
    REQUIRE_FALSE(read.has_value());
    return read.error().what;
}

}  // namespace

TEST_SUITE("webhook/signing/symmetric_secret")
{
    TEST_CASE("a whsec_ secret gives its decoded bytes")
    {
        const auto read = parse_symmetric_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        REQUIRE(read.has_value());
        CHECK(to_hex(read->reveal()) == "31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0");
    }

    TEST_CASE("keys of 16 to 4096 bytes are read, shorter and longer ones are not")
    {
        for (const std::size_t bytes : {16U, 17U, 24U, 32U, 64U, 65U, 4095U, 4096U}) {
            CAPTURE(bytes);
            const auto read = parse_symmetric_secret(text_of_key(bytes));
            REQUIRE(read.has_value());
            CHECK(read->reveal() == std::string(bytes, 'k'));
        }
        for (const std::size_t bytes : {0U, 1U, 12U, 15U})
            CHECK(mentions(error_of(text_of_key(bytes)), "fewer than 16 bytes"));
        for (const std::size_t bytes : {4097U, 4098U, 4099U, 100'000U})
            CHECK(mentions(error_of(text_of_key(bytes)), "more than 4096 bytes"));
    }

    TEST_CASE("a text that is too long for a key is rejected for its length")
    {
        CHECK(mentions(error_of("whsec_" + std::string(1'000'000, '!')), "more than 4096 bytes"));
    }

    TEST_CASE("every mistake has its own message, which says what to do and does not contain the secret")
    {
        struct row {
            std::string_view text, explained_by;
        };
        for (const row& r :
             {row{"", "is empty"}, row{"whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc7", "private key (whsk_)"},
              row{"whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", "public key (whpk_)"},
              row{"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "does not begin with whsec_"},
              row{"WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "does not begin with whsec_"},
              row{" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "does not begin with whsec_"},
              row{"whsec", "does not begin with whsec_"}, row{"whsec_", "fewer than 16 bytes"},
              row{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", "white space"},
              row{"whsec_MfKQ9r8GKYqrTw jUPD8ILPZIo2LaLaSw", "white space"},
              row{"whsec_MfKQ9r8GKYqrTw\r\njUPD8ILPZIo2LaLaSw", "white space"},
              row{"whsec_MfKQ9r8GKYqrTw\tjUPD8ILPZIo2LaLaSw", "white space"},
              row{"whsec_MfKQ9r8GKY-rTwjUPD8ILPZIo2LaLaSw", "URL-safe"},
              row{"whsec_MfKQ9r8GKY_rTwjUPD8ILPZIo2LaLaSw", "URL-safe"},
              row{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "not standard base64"},
              row{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa=w", "not standard base64"},
              row{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw====", "not standard base64"},
              row{"whsec_<secret from the dashboard!!!!!!!!!!!>", "white space"},
              row{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!", "not standard base64"}}) {
            CAPTURE(r.text);
            const std::string error = error_of(r.text);
            CHECK(mentions(error, r.explained_by));
            CHECK(mentions(error, "defectd secret new"));
            CHECK_FALSE(mentions(error, "MfKQ"));
            CHECK_FALSE(mentions(error, "6Xb"));
            CHECK_FALSE(mentions(error, "1SiA"));
        }
    }

    TEST_CASE("a generated secret can be read")
    {
        for (const std::size_t bytes : {24U, 32U, 64U}) {
            const std::string random(bytes, '\xA5');
            const std::string text = symmetric_secret_text(random);
            CHECK(text.starts_with("whsec_"));
            const auto read = parse_symmetric_secret(text);
            REQUIRE(read.has_value());
            CHECK(read->reveal() == random);
        }
    }
}
