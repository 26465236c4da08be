#include "bytes/text_encoding.hpp"
#include "encoding_tools.hpp"
#include "unit/report/reading.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/encodings");

struct language_row {
    const char* name;
    std::string marketplace;
    const char* header;  ///< `|` separates
    const char* row;
    const char* shown;
    const char* old_encoding;
};

const language_row languages[] = {
    {"en", us, "Order ID|Order date|Fulfilled by|Chargeback",
     "114-9015286-0066649|10/20/26|Seller|£5 – “late”",
     "114-9015286-0066649 chargeback 2026-10-20 MFN £5 – “late”\n", "CP1252"},
    {"de", germany, "Bestellnummer|Bestelldatum|Versand durch|Rückbuchung",
     "302-9015286-0066649|20. März 2026|Verkäufer|später",
     "302-9015286-0066649 chargeback 2026-03-20 MFN später\n", "CP1252"},
    {"fr", france, "Numéro de commande|Date de commande|Expédié par|Évaluation négative",
     "402-9015286-0066649|20 août 2026|Vendeur|n’est pas arrivé",
     "402-9015286-0066649 negative_feedback 2026-08-20 MFN n’est pas arrivé\n", "CP1252"},
    {"ja", japan, "注文番号|注文日|出荷元|低い評価", "250-9015286-0066649|2026年10月20日|出品者|表示ソ能",
     "250-9015286-0066649 negative_feedback 2026-10-20 MFN 表示ソ能\n", "CP932"},
    {"ja none", japan, "注文番号|注文日|出荷元|低い評価", "250-9015286-0066649|26/10/20|出品者|いいえ", "",
     "CP932"},
};

std::string with_separator(std::string text, char separator)
{
    std::replace(text.begin(), text.end(), '|', separator);
    return text;
}

TEST_CASE("every encoding, separator and language gives the same report")
{
    for (const language_row& l : languages)
        for (const char separator : {'\t', ',', ';'})
            for (const char* line_end : {"\n", "\r\n"}) {
                CAPTURE(l.name);
                CAPTURE(separator);
                const std::string text =
                    with_separator(std::string(l.header) + line_end + l.row + line_end, separator);
                const std::string all[] = {text, utf8_bom + text, utf16_le_bom + encoded(text, "UTF-16LE"),
                                           utf16_be_bom + encoded(text, "UTF-16BE"),
                                           encoded(text, l.old_encoding)};
                for (const std::string& bytes : all) {
                    CHECK(shown(good(bytes, rules_for(l.marketplace)).read) == l.shown);
                    CHECK(shown(good(gzipped(bytes), rules_for(l.marketplace)).read) == l.shown);
                }
            }
}

TEST_CASE("trail bytes of Shift-JIS that look like ASCII do not separate cells")
{
    // ソ is 83 5C, ポ is 83 7C, 閇 is E8 40: backslash, bar and at sign.
    const std::string text = "注文番号,注文日,低い評価\n250-9015286-0066649,26/10/20,ソポ閇\n";
    CHECK(good(encoded(text, "CP932"), rules_for(japan)).read.defects.at(0).value == "ソポ閇");
}

TEST_CASE("the first character outside ASCII decides the encoding of the text")
{
    const std::string ascii = wide_header + many_rows(25);
    const std::string utf8 = "114-9015286-0066648,2026-10-20,Seller,é,,\n";
    const std::string latin = "114-9015286-0066649,2026-10-20,Seller,\xE9,,\n";
    const auto as_latin = good(ascii + latin + utf8);
    CHECK(as_latin.read.defects.back().value == "é");
    CHECK(as_latin.read.defects.at(as_latin.read.defects.size() - 2).value == "Ã©");
    CHECK(find_warning(as_latin, "encoding") == nullptr);

    const auto as_utf8 = good(ascii + utf8 + latin);
    CHECK(as_utf8.read.defects.back().value == "\xEF\xBF\xBD");
    REQUIRE(find_warning(as_utf8, "encoding") != nullptr);
    CHECK(find_warning(as_utf8, "encoding")->count == 1);
}

TEST_CASE("a byte order mark decides the encoding, whatever follows it")
{
    const auto all = good(utf8_bom + wide_header + "114-9015286-0066649,2026-10-20,Seller,\xE9,,\n");
    CHECK(all.read.defects.at(0).value == "\xEF\xBF\xBD");
}

TEST_CASE("the guess is the same however the text is cut")
{
    struct guess_row {
        std::string text;
        text_encoding found;
    };
    const guess_row rows[] = {
        {"abc", text_encoding::ascii},
        {"abcé", text_encoding::utf8},
        {"ab\xE9", text_encoding::windows_1252},
        {"ab\xE9"
         "cd",
         text_encoding::windows_1252},
        {"注文", text_encoding::utf8},
        {"a\xF0\x9F\x98", text_encoding::windows_1252},
        {"a😀b", text_encoding::utf8},
        {"\xC0\x80", text_encoding::windows_1252},
        {"\xED\xA0\x80", text_encoding::windows_1252},
    };
    for (const guess_row& row : rows)
        for (std::size_t piece = 1; piece <= row.text.size(); ++piece) {
            CAPTURE(row.text);
            CAPTURE(piece);
            encoding_guess guess(text_encoding::windows_1252);
            for (std::size_t at = 0; at < row.text.size(); at += piece)
                guess.see(std::string_view(row.text).substr(at, piece));
            guess.see_end();
            CHECK(guess.found() == row.found);
        }
}

TEST_CASE("UTF-16 without byte order mark is rejected")
{
    for (const char* encoding : {"UTF-16LE", "UTF-16BE"})
        CHECK(rejected(encoded(wide_header + many_rows(2), encoding)).code == rejection_code::encoding);
}

TEST_CASE("a header that is in no allowed encoding is rejected")
{
    const rejection why = rejected("Order ID,Order Date,\x81\x8D\n");
    CHECK(why.code == rejection_code::encoding);
    CHECK(why.message.find("Windows-1252") != std::string::npos);
}

TEST_CASE("UTF-16 that ends inside a character is truncated, a broken character within is a warning")
{
    const std::string text = utf16_le_bom + encoded(wide_header + many_rows(2), "UTF-16LE");
    CHECK(rejected(text + "a").code == rejection_code::truncated);
    CHECK(rejected(text + "\x3D\xD8").code == rejection_code::truncated);
    const auto all =
        good(utf16_le_bom + encoded(wide_header + "114-9015286-0066649,2026-10-20,Seller,X", "UTF-16LE") +
             std::string("\x3D\xD8", 2) + encoded(",,\n", "UTF-16LE"));
    CHECK(all.read.defects.at(0).value == "X\xEF\xBF\xBD");
    CHECK(find_warning(all, "encoding") != nullptr);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
