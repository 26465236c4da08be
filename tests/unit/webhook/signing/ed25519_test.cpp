#include "signing/ed25519.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "defectd/base/encoding.hpp"

using namespace defectd;

namespace {

struct vector {
    std::string_view seed, public_key, message, signature;  ///< in hex, but for the message
};

/// RFC 8032 §7.1, tests 1 and 2.
constexpr std::array<vector, 2> published{{
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
     "655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
     "b00d291612bb0c00"},
}};

std::string from_hex(std::string_view hex)
{
    std::string bytes;
    for (std::size_t at = 0; at < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
    return bytes;
}

}  // namespace

TEST_SUITE("webhook/signing/ed25519")
{
    TEST_CASE("the test vectors of RFC 8032 are signed as published")
    {
        for (const vector& v : published) {
            CAPTURE(v.seed);
            const std::string seed = from_hex(v.seed);
            CHECK(to_hex(ed25519_public_of(seed)) == v.public_key);
            CHECK(to_hex(ed25519_signature(seed, v.message)) == v.signature);
        }
    }
}
