#include "payload/plain_text.hpp"

#include <doctest/doctest.h>

#include "json.hpp"

using namespace defectd;
using namespace defectd::payloads;

namespace {

std::string doubled(std::string_view character)
{
    return std::string(character) + std::string(character);
}

std::string unchanged(std::string_view character)
{
    return std::string(character);
}

const std::string fire = "\xF0\x9F\x94\xA5";
const std::string dots = "\xE2\x80\xA6";

}  // namespace

TEST_SUITE("event/payload/plain_text")
{
    TEST_CASE("a text becomes one line without control characters")
    {
        struct row {
            std::string text;
            std::string line;
        };
        const row rows[] = {
            {"plain text", "plain text"},
            {"  two\r\n\n lines\t", "two lines"},
            {std::string("a\0b\x1B[31m\x7F", 9), "a b [31m"},
            {"a\xC2\x85"
             "b\xE2\x80\xA8"
             "c",
             "a b c"},                           // NEL, line separator
            {"114\xE2\x80\xAE-123", "114-123"},  // right-to-left override
            {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"},  // Hebrew stays
            {"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
            {"\n\n", ""},
        };
        for (const row& r : rows) {
            CAPTURE(r.text);
            CHECK(one_line(r.text) == r.line);
        }
    }

    TEST_CASE("an emoji counts as two units")
    {
        CHECK(units("") == 0);
        CHECK(units("abc") == 3);
        CHECK(units("\xC3\xA4\xE2\x82\xAC") == 2);
        CHECK(units(fire) == 2);
    }

    TEST_CASE("a text over the limit ends in an ellipsis within the limit, a shorter one is not changed")
    {
        CHECK(cut("abcd", 4) == "abcd");
        CHECK(cut("abcde", 4) == "abc" + dots);
        CHECK(cut(fire + fire, 4) == fire + fire);
        CHECK(cut(fire + fire + "a", 4) == fire + dots);
        CHECK(cut("", 4).empty());
    }

    TEST_CASE("a text is cut between characters and escapes")
    {
        const std::string text = "a\xC3\xA4" + fire + "\xE2\x82\xAC z&<>";
        for (std::size_t max = 1; max < 30; ++max) {
            CAPTURE(max);
            const std::string short_text = cut(text, max);
            CHECK(units(short_text) <= max);
            CHECK(as_utf8(short_text) == short_text);
            std::string pairs = escaped("aaaaaaaaaa", doubled, max);
            if (pairs.ends_with(dots))
                pairs.resize(pairs.size() - dots.size());
            CHECK(pairs.size() % 2 == 0);
            CHECK(escaped(text, unchanged, max) == short_text);
        }
    }
}
