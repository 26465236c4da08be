#include "defectd/base/hash.hpp"

#include <doctest/doctest.h>

#include "defectd/base/encoding.hpp"

using namespace defectd;

TEST_SUITE("base/hash")
{
    TEST_CASE("SHA-256 of the test vectors of FIPS 180-4 is as published")
    {
        CHECK(to_hex(sha256_of("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK(to_hex(sha256_of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(to_hex(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        CHECK(to_hex(sha256_of(std::string(1'000'000, 'a'))) ==
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    TEST_CASE("the hash of pieces is the hash of the whole")
    {
        const std::string text(300, 'x');
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            sha256 hash;
            hash.update(std::string_view(text).substr(0, cut));
            hash.update("");
            hash.update(std::string_view(text).substr(cut));
            CHECK(hash.digest() == sha256_of(text));
        }
    }

    TEST_CASE("a running hash can be moved")
    {
        sha256 first;
        first.update("a");
        sha256 second = std::move(first);
        second.update("bc");
        sha256 third;
        third = std::move(second);
        CHECK(third.digest() == sha256_of("abc"));
    }
}
