#include <doctest/doctest.h>

#include "defectd/base/encoding.hpp"
#include "defectd/webhook/signing.hpp"
#include "support/error_text.hpp"

using namespace defectd;

namespace {

/// Of Svix's published vector.
constexpr std::string_view private_text =
    "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
constexpr std::string_view public_text = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";

std::string bytes_of(std::string_view text)
{
    return from_base64(text.substr(5)).value();
}

std::string text_of(std::string_view bytes)
{
    return "whsk_" + to_base64(bytes);
}

auto parsed(std::string_view text)
{
    return parse_signing_key(signing_scheme::standard_ed25519, text);
}

}  // namespace

TEST_SUITE("webhook/signing/ed25519_secret")
{
    TEST_CASE("a whsk_ secret gives seed and public key, and the public text is what receivers verify with")
    {
        const auto key = parsed(private_text);
        REQUIRE(key.has_value());
        CHECK(key->reveal() == bytes_of(private_text));
        CHECK(ed25519_public_text(*key) == public_text);
    }

    TEST_CASE("a seed alone is completed by its public key")
    {
        const auto key = parsed(text_of(bytes_of(private_text).substr(0, 32)));
        REQUIRE(key.has_value());
        CHECK(key->reveal() == bytes_of(private_text));
    }

    TEST_CASE("a generated secret can be read, and its public key matches")
    {
        const std::string seed = bytes_of(private_text).substr(0, 32);
        CHECK(ed25519_secret_text(seed) == private_text);
        const auto other = parsed(ed25519_secret_text(std::string(32, '\xA5')));
        REQUIRE(other.has_value());
        CHECK(other->reveal().starts_with(std::string(32, '\xA5')));
        CHECK(ed25519_public_text(*other) != public_text);
    }

    TEST_CASE("a public key that does not match the seed is rejected")
    {
        const std::string good = bytes_of(private_text);
        for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
            std::string damaged = good;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
            CAPTURE(bit);
            const auto key = parsed(text_of(damaged));
            REQUIRE_FALSE(key.has_value());
            CHECK(mentions(key.error().what, "does not belong to the seed"));
        }
    }

    TEST_CASE("every other size is refused")
    {
        for (std::size_t bytes = 0; bytes < 200; ++bytes) {
            if (bytes == 32 || bytes == 64)
                continue;
            CAPTURE(bytes);
            const auto key = parsed(text_of(std::string(bytes, 'k')));
            REQUIRE_FALSE(key.has_value());
            CHECK(mentions(key.error().what, "neither 32 bytes"));
        }
        CHECK_FALSE(parsed("whsk_" + std::string(1'000'000, 'A')).has_value());
        CHECK_FALSE(parsed(std::string(private_text) + "AAAA").has_value());
    }

    TEST_CASE("every mistake has its own message, which says what to do and does not contain the secret")
    {
        struct row {
            std::string text, explained_by;
        };
        const std::string good(private_text);
        for (const row& r :
             {row{"", "is empty"},
              row{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "use it with the scheme standard,"},
              row{std::string(public_text), "not sign"}, row{good.substr(5), "does not begin with whsk_"},
              row{" " + good, "does not begin with whsk_"},
              row{"WHSK_" + good.substr(5), "does not begin with whsk_"},
              row{"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIO\n-----END PRIVATE KEY-----", "PEM"},
              row{good + "\n", "white space"}, row{good + " ", "white space"},
              row{good + "\r\n", "white space"}, row{"whsk_6Xb/dCcH pPea21PS", "white space"},
              row{"whsk_6Xb_dCcHpPea21PS1N9VY_NZW723CEc7", "URL-safe"},
              row{good.substr(0, good.size() - 1), "not standard base64"},
              row{"whsk_!", "after whsk_ is not"}}) {
            CAPTURE(r.text);
            const auto key = parsed(r.text);
            REQUIRE_FALSE(key.has_value());
            CHECK(mentions(key.error().what, r.explained_by));
            CHECK(mentions(key.error().what, "defectd secret new --ed25519"));
            for (const std::string_view part : {"6Xb", "MfKQ", "1SiA", "MC4C"})
                CHECK_FALSE(mentions(key.error().what, part));
        }
    }
}
