#include "defectd/base/encoding.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace defectd;

namespace {

std::string all_bytes()
{
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes.push_back(static_cast<char>(byte));
    return bytes;
}

}  // namespace

TEST_SUITE("base/encoding")
{
    TEST_CASE("hex has two lower-case digits per byte")
    {
        CHECK(to_hex("").empty());
        CHECK(to_hex(std::string_view("\x00\x0F\xA0\xFF", 4)) == "000fa0ff");
        CHECK(to_hex(all_bytes()).size() == 512);
    }

    TEST_CASE("base64 of the test vectors of RFC 4648 is as published")
    {
        struct row {
            std::string_view bytes;
            std::string_view text;
        };
        const row rows[] = {{"", ""},
                            {"f", "Zg=="},
                            {"fo", "Zm8="},
                            {"foo", "Zm9v"},
                            {"foob", "Zm9vYg=="},
                            {"fooba", "Zm9vYmE="},
                            {"foobar", "Zm9vYmFy"},
                            {"\xFB\xEF\xBE", "++++"},
                            {"\xFF\xFF\xFF", "////"}};
        for (const row& r : rows) {
            CAPTURE(r.text);
            CHECK(to_base64(r.bytes) == r.text);
            CHECK(from_base64(r.text) == std::string(r.bytes));
        }
    }

    TEST_CASE("decoding base64 returns the encoded bytes")
    {
        std::mt19937 random(1);
        for (std::size_t size = 0; size < 200; ++size) {
            CAPTURE(size);
            std::string bytes;
            for (std::size_t i = 0; i < size; ++i)
                bytes.push_back(static_cast<char>(random() & 255U));
            CHECK(from_base64(to_base64(bytes)) == bytes);
        }
    }

    TEST_CASE("white space, other alphabets, wrong padding and unused bits are rejected in base64")
    {
        for (const std::string_view text :
             {"Z",    "Zg",      "Zg=",        "Zm9",   "Zg===",    "=",      "==",
              "====", "Z===",    "Zm9vYg==\n", " Zg==", "Zg==Zg==", "Zm9v\n", "Zm 9v",
              "Z-_v", "Zm9\xC3", "Zh==",       "Zm9=",  "Zg=a",     "Z=g="}) {
            CAPTURE(text);
            CHECK_FALSE(from_base64(text));
        }
        CHECK_FALSE(from_base64(std::string_view("Zm9\0", 4)));
    }

    TEST_CASE("an id is the first 130 bits in Crockford's base32")
    {
        CHECK(to_id26(std::string(17, '\0')) == "00000000000000000000000000");
        CHECK(to_id26(std::string(17, '\xFF')) == "zzzzzzzzzzzzzzzzzzzzzzzzzz");
        CHECK(to_id26(std::string("\x08", 1) + std::string(16, '\0')) == "10000000000000000000000000");
        constexpr std::string_view ascending(
            "\x00\x44\x32\x14\xC7\x42\x54\xB6\x35\xCF\x84\x65\x3A\x56\xD7\xC6\x40", 17);
        CHECK(to_id26(ascending) == "0123456789abcdefghjkmnpqrs");
    }

    TEST_CASE("an id takes two bits of the seventeenth byte and nothing after them")
    {
        const std::string zeros(16, '\0');
        CHECK(to_id26(zeros + '\xC0') == "00000000000000000000000003");
        CHECK(to_id26(zeros + '\x3F') == "00000000000000000000000000");
        CHECK(to_id26(zeros + '\xC0' + "more") == to_id26(zeros + '\xC0'));
    }

    TEST_CASE("ids sort like the bytes they come from")
    {
        std::mt19937 random(2);
        const auto some_bytes = [&random] {
            std::string bytes;
            for (int i = 0; i < 16; ++i)
                bytes.push_back(static_cast<char>(random() & 255U));
            return bytes + '\0';
        };
        for (int n = 0; n < 500; ++n) {
            const std::string a = some_bytes();
            const std::string b = some_bytes();
            CAPTURE(to_hex(a));
            CAPTURE(to_hex(b));
            CHECK((a < b) == (to_id26(a) < to_id26(b)));
        }
    }

    TEST_CASE("a percent-encoded name is one segment of a path")
    {
        CHECK(percent_encoded("support-desk_1.a~") == "support-desk_1.a~");
        CHECK(percent_encoded("a/b?c=d&e#f%g h") == "a%2Fb%3Fc%3Dd%26e%23f%25g%20h");
        CHECK(percent_encoded("\xC3\xBC\r\n") == "%C3%BC%0D%0A");
    }
}
