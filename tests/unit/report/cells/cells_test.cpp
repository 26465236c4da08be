#include <doctest/doctest.h>

#include <string>

#include "cells/cell_text.hpp"
#include "cells/fold.hpp"
#include "cells/order_id.hpp"
#include "cells/packed_text.hpp"

namespace defectd {
namespace {

TEST_SUITE_BEGIN("report/cells");

TEST_CASE("the shape of an order id is three, seven and seven digits")
{
    const std::string shaped = "114-9015286-0066649";
    CHECK(has_order_id_shape(shaped));
    CHECK(has_order_id_shape("000-0000000-9999999"));
    for (std::size_t at = 0; at < shaped.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            std::string other = shaped;
            other[at] = static_cast<char>(byte);
            const bool digit = byte >= '0' && byte <= '9';
            const bool expected = shaped[at] == '-' ? byte == '-' : digit;
            CAPTURE(at);
            CAPTURE(byte);
            REQUIRE(has_order_id_shape(other) == expected);
        }
    CHECK_FALSE(has_order_id_shape(""));
    CHECK_FALSE(has_order_id_shape(shaped + "0"));
    CHECK_FALSE(has_order_id_shape(shaped.substr(1)));
}

struct value_row {
    std::string cell;
    std::string stored;
};

TEST_CASE("a value is trimmed, bounded and without addresses and control characters")
{
    const value_row rows[] = {
        {"X", "X"},
        {"", ""},
        {"  X\t", "X"},
        {"\xC2\xA0"
         "X　",
         "X"},
        {"a\nb\tc\x7F", "abc"},
        {"a\xC2\x85"
         "b",
         "ab"},
        {"jo@example.com", ""},
        {"mail jo.doe+x@mail.example.co.uk now", "mail  now"},
        {"<jo@example.com>;(a@b)", "<>;()"},
        {"jo@example.com,mo@example.com", ","},
        {"a@b@c", ""},
        {"x@ y @z @", "x@ y @z @"},
        {"注文は jo@例え.jp まで", "注文は  まで"},
        {std::string(2000, 'x'), std::string(1000, 'x')},
        {std::string(1'000'000, '@'), std::string(1000, '@')},
    };
    for (const value_row& row : rows) {
        CAPTURE(row.cell.substr(0, 50));
        CHECK(stored_value(row.cell) == row.stored);
    }
    std::string wide;
    for (int i = 0; i < 1500; ++i)
        wide += "番";
    CHECK(stored_value(wide).size() == 3000);
}

TEST_CASE("packed texts of one length are equal only when the texts are")
{
    for (std::size_t size = 1; size <= packed_text::max_length; ++size)
        for (std::size_t at = 0; at < size; ++at) {
            const std::string text(size, 'a');
            std::string other = text;
            other[at] = 'b';
            CAPTURE(size);
            CAPTURE(at);
            REQUIRE(packed_text::of(text) == packed_text::of(text));
            REQUIRE(packed_text::of(text) != packed_text::of(other));
        }
}

TEST_CASE("recent cells are read once, and again after another cell took their place")
{
    recent_cells<int> recent;
    int reads = 0;
    const auto read = [&reads](std::string_view cell) {
        ++reads;
        return static_cast<int>(cell.size());
    };
    CHECK(recent.of("abc", read) == 3);
    CHECK(recent.of("abc", read) == 3);
    CHECK(reads == 1);
    CHECK(recent.of(std::string(33, 'x'), read) == 33);
    CHECK(recent.of("", read) == 0);
    for (int i = 0; i < 10'000; ++i)
        REQUIRE(recent.of(std::to_string(i), read) == static_cast<int>(std::to_string(i).size()));
    CHECK(recent.of("abc", read) == 3);
}

TEST_CASE("names are folded to letters and digits without accents")
{
    CHECK(fold_name("A-to-z Guarantee claim(s)") == "atozguaranteeclaims");
    CHECK(fold_name("ÀÉÎõü ŠĐŻ ß Æ œ ×÷") == "aeiousdzssaeoe");
    CHECK(fold_name("注文 番号・（ＩＤ）") == "注文番号id");
    CHECK(fold_name(" -_.:;") == "");
    CHECK(lower_case("N/A ÄÖÜ ×ÿ Ｎ") == "n/a äöü ×ÿ n");
    CHECK(lower_case("ŁÓDŹ ŞĞİI ĄĆŃ Ÿ") == "łódź şğii ąćń ÿ");
}

TEST_CASE("plain text has one kind of blank and of hyphen, and nothing invisible")
{
    CHECK(plain_text("\u00A0１\u202F–\u2009２—３\u3000") == "1 - 2-3");
    CHECK(plain_text("\uFEFFa\u200Bb\u00ADc\u200E") == "abc");
    CHECK(plain_text("a\tb") == "a b");
    CHECK(plain_text(" \u00A0 ").empty());
    CHECK(plain_text("Numéro ＃Ａ") == "Numéro #A");
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
