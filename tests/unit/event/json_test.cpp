#include "json.hpp"

#include <doctest/doctest.h>

using namespace defectd;

TEST_SUITE("event/json")
{
    TEST_CASE("members are written in the order in which they are added, without white space")
    {
        CHECK(json_object().text() == "{}");
        CHECK(json_object().string("b", "x").number("a", 0).null("c").value("d", "[1]").text() ==
              R"({"b":"x","a":0,"c":null,"d":[1]})");
    }

    TEST_CASE("numbers are written as plain decimals up to the largest")
    {
        CHECK(json_object().number("n", 18'446'744'073'709'551'615ULL).text() ==
              R"({"n":18446744073709551615})");
        CHECK(json_object().number("n", 1'000'000'000'000ULL).text() == R"({"n":1000000000000})");
    }

    TEST_CASE("text is escaped")
    {
        CHECK(json_string("a\"b\\c\nd\x01"
                          "e/\x7F") == "\"a\\\"b\\\\c\\nd\\u0001e/\x7F\"");
        CHECK(json_string(std::string_view("a\0b", 3)) == R"("a\u0000b")");
        CHECK(json_string("\xE2\x82\xAC") == "\"\xE2\x82\xAC\"");
    }

    TEST_CASE("text is cut between characters")
    {
        CHECK(json_string("abc", 2) == "\"ab\"");
        CHECK(json_string("\xC3\xA4\xC3\xB6\xC3\xBC", 2) == "\"\xC3\xA4\xC3\xB6\"");
        CHECK(json_string("\x80\x80\x80", 1) == "\"\xEF\xBF\xBD\"");
    }

    TEST_CASE("invalid UTF-8 becomes U+FFFD, valid text is not changed")
    {
        struct row {
            std::string_view text;
            std::size_t bad;
        };
        const row rows[] = {
            {"", 0},
            {"plain", 0},
            {"\xC3\xA4", 0},
            {"\xE0\xA0\x80", 0},
            {"\xED\x9F\xBF", 0},
            {"\xEF\xBF\xBF", 0},
            {"\xF0\x90\x80\x80", 0},
            {"\xF4\x8F\xBF\xBF", 0},
            {"\xC3", 1},              // cut
            {"\xE2\x82", 1},          // cut
            {"\xF0\x9F\x98", 1},      // cut
            {"\x80", 1},              // no lead byte
            {"\xC0\xAF", 2},          // overlong
            {"\xE0\x9F\xBF", 3},      // overlong
            {"\xF0\x8F\xBF\xBF", 4},  // overlong
            {"\xED\xA0\x80", 3},      // surrogate
            {"\xF4\x90\x80\x80", 4},  // over U+10FFFF
            {"\xF5\x80\x80\x80", 4},
            {"\xFF", 1},
            {"\xE2\x28\xA1", 2},  // the ( in between stays
        };
        for (const row& r : rows) {
            CAPTURE(r.text);
            const std::string clean = as_utf8(r.text);
            std::size_t replaced = 0;
            for (std::size_t i = 0; (i = clean.find("\xEF\xBF\xBD", i)) != std::string::npos; i += 3)
                ++replaced;
            CHECK(replaced == r.bad);
            CHECK(as_utf8(clean) == clean);
            CHECK((r.bad != 0 || clean == r.text));
        }
        CHECK(as_utf8("\xE2\x28\xA1") == "\xEF\xBF\xBD(\xEF\xBF\xBD");
    }
}
