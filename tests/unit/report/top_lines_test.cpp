#include "reading.hpp"
#include "unit/report/bytes/encoding_tools.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/top_lines");

const std::string header = "Order ID|Order Date|A-to-z claim|Comments";
const std::string row = "114-9015286-0066649|2026-10-20|X|a, b; c";
const std::string defect = "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN X\n";

std::string with_separator(std::string text, char separator)
{
    std::replace(text.begin(), text.end(), '|', separator);
    return text;
}

TEST_CASE("a first line such as sep=; sets the separator and is not the header")
{
    for (const char* line : {"sep=|", "SEP=|", "Sep=|", "\"sep=|\"", "sep=|  ", "sep=||||", "\n\nsep=|"})
        for (const char* end : {"\n", "\r\n", "\r"})
            for (const char separator : {',', ';', '\t'}) {
                const std::string quoted_row =
                    separator == '\t' ? row : "114-9015286-0066649|2026-10-20|X|\"a, b; c\"";
                const std::string text =
                    with_separator(std::string(line) + end + header + end + quoted_row + end, separator);
                CAPTURE(text);
                for (const std::string& bytes :
                     {text, utf8_bom + text, utf16_be_bom + encoded(text, "UTF-16BE"), gzipped(text)})
                    for (const std::size_t piece : {std::size_t{1}, std::string::npos}) {
                        const auto all = good(bytes, rules_for(us), piece);
                        CHECK(shown(all.read) == defect);
                        CHECK(all.read.rows == 1);
                        CHECK(all.warnings.empty());
                    }
            }
}

TEST_CASE("a second header with other columns rejects the report")
{
    const std::string first = "Order ID,Order Date,Negative Feedback,A-to-z claim,Comments\n"
                              "114-9015286-0066649,2026-10-20,X,,fine\n";
    const std::string last = "112-8841007-4402518,2026-10-21,X,,late\n";
    CHECK(good(first + "Order ID,Order Date,Negative Feedback,A-to-z claim,Comments\n" + last).read.rows ==
          2);
    CHECK(good(first + "Order ID,Order Date,Negative Feedback,A-to-z claim,Remarks\n" + last).read.rows == 2);
    for (const char* other : {"Order ID,Order Date,Comments,Negative Feedback,A-to-z claim\n",
                              "Order ID,Order Date,A-to-z claim,Negative Feedback,Comments\n",
                              "Order ID,Order Date,Negative Feedback\n"}) {
        const rejection why = rejected(first + other + last);
        CHECK(why.code == rejection_code::bad_rows);
        CHECK(why.line == 3);
    }
}

TEST_CASE("the named separator is used even where another one would give more columns")
{
    CHECK(rejected("sep=;\nOrder ID,Order Date,Chargeback\n").code == rejection_code::missing_column);
    CHECK(rejected("sep=;\n").code == rejection_code::missing_column);
    CHECK(good("sep=,\nOrder ID,Order Date;Order Date,Purchase Date,Chargeback\n").read.rows == 0);
}

TEST_CASE("lines above the header are ignored")
{
    for (const char* title : {
             "Order Defect Report\n",
             "Acme, Inc.; 12 orders\tand more\n",
             "\"Acme\n",
             "Report for \"Acme\"\n\n\n",
             "Account:,acme\nDate range:,2026-09-10,2026-11-08\n\n",
             "\"a title\nof two lines\"\n",
             ",,,\n",
             "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n",
             "Order ID: all,Order Date: all\n",
             "sep=,\nOrder Defect Report\n",
         })
        for (const char separator : {',', ';', '\t'}) {
            if (std::string_view(title).starts_with("sep") && separator != ',')
                continue;
            const std::string text =
                title + with_separator(header + "\n114-9015286-0066649|2026-10-20|X|fine\nx\n", separator);
            CAPTURE(text);
            const rejection why = rejected(text, rules_for(us), 3);
            CHECK(why.code ==
                  rejection_code::bad_rows);  // by the row `x`, whose line is counted from the top
            CHECK(why.line == static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
            CHECK(shown(good(text.substr(0, text.size() - 2)).read) == defect);
        }
}

TEST_CASE("the header is one of the first 20 lines")
{
    std::string titles;
    for (int i = 0; i < 19; ++i)
        titles += "title " + std::to_string(i) + "\n";
    CHECK(good(titles + "Order ID,Order Date,Chargeback\n").read.rows == 0);
    CHECK(rejected(titles + "title\nOrder ID,Order Date,Chargeback\n").code ==
          rejection_code::missing_column);
}

TEST_CASE("when no line is a header, the message names what the nearest one lacks")
{
    const rejection why =
        rejected("Order Defect Report\n\nOrder ID,When,Chargeback\n114-9015286-0066649,2026-10-20,X\n");
    CHECK(why.code == rejection_code::missing_column);
    CHECK(why.line == 3);
    CHECK(why.message.find("no column for order_date") == 0);
    CHECK(why.message.find("\"When\"") != std::string::npos);
    CHECK(why.message.find("0066649") == std::string::npos);
    const rejection headless = rejected("114-9015286-0066649,2026-10-20,Chargeback,private words\n");
    CHECK(headless.message.find("private") == std::string::npos);
    CHECK(headless.message.find("header line") != std::string::npos);
}

TEST_CASE("a header that is repeated within the report is not a row")
{
    const std::string once = with_separator(header + "\n" + "114-9015286-0066649|2026-10-20|X|\n", ',');
    for (const char* again :
         {"Order ID|Order Date|A-to-z claim|Comments\n", "ORDER ID|order date|a-to-z CLAIM|COMMENTS\n",
          "\"Order ID\"|\"Order Date\"|\"A-to-z claim\"|\"Comments\"\n",
          "\xEF\xBB\xBFOrder ID|Order Date|A-to-z claim|\n"}) {
        const std::string repeated = with_separator(again, ',');
        CAPTURE(repeated);
        for (const std::string& text :
             {once + repeated, repeated + once, repeated + repeated + once + repeated + repeated,
              once + repeated + "112-8841007-4402518,2026-10-20,,\n"}) {
            const auto all = good(text);
            CHECK(shown(all.read) == defect);
            CHECK(all.read.complete);
            CHECK(all.read.present_orders.empty());
            CHECK(all.warnings.empty());
        }
    }
    CHECK(good(wide_header + many_rows(1) + wide_header, rules_for(us, fulfillment::all)).warnings.empty());
}

TEST_CASE("an end-of-file mark of DOS is not part of the text")
{
    const std::string text = with_separator(header + "\r\n114-9015286-0066649|2026-10-20|X|", ',');
    for (const char* end :
         {"\x1A", "\r\n\x1A", "\r\n\x1A\x1A\x1A", "\x1A\r\n", "\r\n\x1A\n", "\n\x1A\x1A\x1A\x1A\x1A\x1A"}) {
        const std::string marked = text + end;
        CAPTURE(marked);
        for (const std::string& bytes :
             {marked, utf8_bom + marked, utf16_le_bom + encoded(marked, "UTF-16LE"), gzipped(marked),
              utf16_le_bom + encoded(text, "UTF-16LE") + "\x1A"})
            for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::string::npos}) {
                const auto all = good(bytes, rules_for(us), piece);
                CHECK(shown(all.read) == defect);
                CHECK(all.read.rows == 1);
                CHECK(all.warnings.empty());
            }
    }
    CHECK(rejected("\x1A").code == rejection_code::empty);
}

TEST_CASE("a 0x1A within the text is text")
{
    const auto all = good("Order ID,Order Date,Chargeback\n114-9015286-0066649,2026-10-20,a\x1A\n"
                          "112-8841007-4402518,2026-10-20,b\x1A\n",
                          rules_for(us), 1);
    CHECK(shown(all.read) == "112-8841007-4402518 chargeback 2026-10-20 MFN b\n"
                             "114-9015286-0066649 chargeback 2026-10-20 MFN a\n");
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
