#include "defectd/base/utf8.hpp"

#include <doctest/doctest.h>

namespace defectd {
namespace {

TEST_SUITE_BEGIN("base/utf8");

struct state_row {
    std::string_view text;
    utf8_state state;
    int size;
};

TEST_CASE("an invalid character ends where it can no longer be valid")
{
    const state_row rows[] = {
        {"a\xFF", utf8_state::whole, 1},
        {"\xC3\xA9x", utf8_state::whole, 2},
        {"\x80", utf8_state::broken, 1},
        {"\xE2\x28\xA1", utf8_state::broken, 1},
        {"\xE2\x82\x28", utf8_state::broken, 2},
        {"\xF0\x9F\x98", utf8_state::cut, 3},
        {"\xC3", utf8_state::cut, 1},
    };
    for (const state_row& row : rows) {
        CAPTURE(row.text);
        const utf8_character found = first_character(row.text);
        CHECK(found.state == row.state);
        CHECK(found.size == row.size);
    }
}

TEST_CASE("overlong forms of characters are not UTF-8")
{
    for (const char* text : {"é", "注", "😀", "\x7F", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80"}) {
        CAPTURE(text);
        CHECK(is_utf8(text));
        std::string again;
        append_character(again, first_character(text).value);
        CHECK(again == text);
    }
    for (const char* text : {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE6\xB3", "é\xFF"}) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
    }
    CHECK(ascii_prefix("12345678é") == 8);
    CHECK(ascii_prefix("1234567890123456789é") == 19);
    CHECK(ascii_prefix("") == 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
