#include "reading.hpp"
#include "unit/report/bytes/encoding_tools.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/stray_quotes");

std::string with_separator(std::string text, char separator)
{
    std::replace(text.begin(), text.end(), '|', separator);
    return text;
}

std::string with_line_end(const std::string& text, const std::string& end)
{
    std::string made;
    for (const char c : text)
        made += c == '\n' ? end : std::string(1, c);
    return made;
}

/// The same text in every form that the reader takes.
std::vector<std::string> forms_of(const std::string& text)
{
    std::vector<std::string> forms;
    for (const char* end : {"\n", "\r\n", "\r"}) {
        const std::string ended = with_line_end(text, end);
        for (const std::string& bytes :
             {ended, utf8_bom + ended, utf16_le_bom + encoded(ended, "UTF-16LE"), gzipped(ended)})
            forms.push_back(bytes);
    }
    return forms;
}

struct free_text {
    const char* one;
    const char* other;
};

/// What two orders of a TAB file say, quotes as people write them.
const free_text texts[] = {
    {"\"late", "very\""},       {"\"7 inch\" is untrue", "the \"7 inch\""},
    {"late\"", "\"very"},       {"\"", "\""},
    {"\"\"", "\"\"\""},         {"\"whole\"", "\"whole\""},
    {"a \"\" b", "\"\"begins"}, {"ends\"\"", "\"\"\"\"\""},
    {"\"late", "fine"},
};

TEST_CASE("in a TAB file a quote is text, wherever it is")
{
    const std::string header = "Order ID\tComments\tOrder Date\tNegative feedback\tStatus text\n";
    for (const free_text& text : texts)
        for (const std::string& bytes :
             forms_of(header + "114-9015286-0066649\t" + text.one + "\t2026-10-20\tX\t" + text.other +
                      "\n112-8841007-4402518\t" + text.other + "\t2026-10-22\tX\t" + text.one +
                      "\n111-4620185-3369021\tfine\t2026-10-23\tX\t\n"))
            for (const std::size_t piece : {std::size_t{1}, std::string::npos}) {
                CAPTURE(text.one);
                const auto all = good(bytes, rules_for(us), piece);
                CHECK(shown(all.read) == "111-4620185-3369021 negative_feedback 2026-10-23 MFN X\n"
                                         "112-8841007-4402518 negative_feedback 2026-10-22 MFN X\n"
                                         "114-9015286-0066649 negative_feedback 2026-10-20 MFN X\n");
                CHECK(all.read.complete);
                CHECK(all.warnings.empty());
            }
}

TEST_CASE("in a TAB file the text of a status is that of its own row")
{
    const auto all = good("Order ID\tOrder Date\tDefect type\tStatus\n"
                          "114-9015286-0066649\t2026-10-20\tChargeback\t\"late\n"
                          "112-8841007-4402518\t2026-10-22\tChargeback\tvery\"\n");
    CHECK(shown(all.read) == "112-8841007-4402518 chargeback 2026-10-22 MFN very\"\n"
                             "114-9015286-0066649 chargeback 2026-10-20 MFN \"late\n");
}

TEST_CASE("a stray quote in the header of a TAB file is text")
{
    for (const char* header :
         {"Order ID\t\"Order Date\tChargeback\n", "\"Order ID\tOrder Date\tChargeback\n",
          "Order ID\tOrder Date\tChargeback\t\"Comments\n", "Order ID\"\tOrder Date\tChargeback\"\n"})
        CHECK(good(header +
                   std::string("114-9015286-0066649\t2026-10-20\tX\n112-8841007-4402518\t2026-10-20\t\"\n"))
                  .read.rows == 2);
}

TEST_CASE("a stray quote in a header with another separator does not include a row")
{
    const rejection why =
        rejected("Order ID,Order Date,Chargeback,\"Comments\n114-9015286-0066649,20 Oct 26,X,\"fine\"\n"
                 "112-8841007-4402518,20 Oct 26,X,\"late\"\n");
    CHECK(why.code == rejection_code::truncated);
    CHECK(why.line == 1);
}

TEST_CASE("a header name in quotes may have line ends")
{
    const std::string row = "114-9015286-0066649,2026-10-20,X\n";
    CHECK(good("\"Order\nID\",\"Order\r\nDate\",Chargeback\n" + row).read.rows == 1);
    CHECK(rejected("Title\nOrder ID,\"Order\nDate\",Chargeback\nx\n" + row).line == 4);
}

TEST_CASE("a TAB file in quotes may have line ends, TABs and doubled quotes in its cells")
{
    const std::string all_quoted =
        "\"Order ID\"\t\"Order Date\"\t\"Comments\"\t\"Negative feedback\"\n"
        "\"114-9015286-0066649\"\t\"2026-10-20\"\t\"one\ntwo\tand \"\"three\"\"\"\t\"a\nb\"\n"
        "\"112-8841007-4402518\"\t\"2026-10-22\"\t\"\"\t\"X\"\n";
    const std::string text_quoted =
        "Order ID\tOrder Date\tComments\tNegative feedback\n"
        "\"114-9015286-0066649\"\t2026-10-20\t\"one\ntwo\tand \"\"three\"\"\"\t\"a\nb\"\n"
        "\"112-8841007-4402518\"\t2026-10-22\t\"\"\t\"X\"\n";
    for (const std::string& text : {all_quoted, text_quoted})
        for (const std::string& bytes : forms_of(text)) {
            const auto all = good(bytes);
            REQUIRE(all.read.defects.size() == 2);
            CHECK(all.read.defects[0].value == "X");
            CHECK(all.read.rows == 2);
            CHECK(all.read.complete);
            CHECK(all.warnings.empty());
        }
}

TEST_CASE("in a TAB file in quotes whose inner quotes are not doubled every order is found")
{
    const std::string header = "\"Order ID\"\t\"Order Date\"\t\"Negative feedback\"\t\"Comments\"\n";
    for (const char* comment : {"7\" nail", "\"late", "very\"", "\"", "said \"no\""}) {
        CAPTURE(comment);
        std::string text = header;
        for (const char* id : {"114-9015286-0066649", "112-8841007-4402518", "111-4620185-3369021"})
            text += "\"" + std::string(id) + "\"\t\"2026-10-20\"\t\"X\"\t\"" + comment + "\"\n";
        const auto all = good(text + "\"113-1112223-4445556\"\t\"2026-10-20\"\t\"X\"\t\"\"\n");
        CHECK(all.read.defects.size() == 4);
        for (const observation& each : all.read.defects)
            CHECK(each.value == "X");
    }
}

TEST_CASE("a quote that includes the next row rejects the report, with the line where it was opened")
{
    for (const char separator : {',', ';'})
        for (const free_text& text : {free_text{"\"late", "very\""}, free_text{"\"late", "\"fine| thanks\""},
                                      free_text{"\"late", "fine"}, free_text{"\"", "\""}}) {
            const std::string report =
                with_separator(std::string("Order ID|Order Date|Negative feedback|Comments\n"
                                           "113-1112223-4445556|2026-10-19|X|fine\n"
                                           "114-9015286-0066649|2026-10-20|X|") +
                                   text.one + "\n112-8841007-4402518|2026-10-22|X|" + text.other + "\n",
                               separator);
            for (const std::string& bytes : forms_of(report)) {
                CAPTURE(report);
                const rejection why = rejected(bytes);
                CHECK(why.code == rejection_code::truncated);
                CHECK(why.line == 3);
                CHECK(why.message.find("0066649") == std::string::npos);
            }
        }
}

TEST_CASE("a quote that includes the next row is found in any column and for any shape of order id")
{
    for (
        const char* text : {
            "Comments,Order ID,Order Date,Chargeback\n\"bad,S1,2026-10-20,X\nlate\",S2,2026-10-21,Y\n",
            "Order ID,Comments,Order Date,Chargeback\nS1,\"bad,2026-10-20,X\nS2,late\",2026-10-21,Y\n",
            "Order ID,Order Date,Chargeback,Comments\n\"S1,2026-10-20,X,bad\nS2\",2026-10-21,Y,late\n",
            "Order ID,Order Date,Chargeback,Comments\nS1,2026-10-20,\"X,bad\nS2,2026-10-21,Y\",late\n",
            "Order ID,Order Date,Chargeback,Comments\nS1,2026-10-20,X,\"bad\nbad\nS2,2026-10-21,Y,\"late\"\n",
        }) {
        CAPTURE(text);
        CHECK(rejected(text).code == rejection_code::truncated);
    }
}

TEST_CASE("a cell in quotes may have line ends, in any column")
{
    for (
        const char* text : {
            "Comments,Order ID,Order Date,Chargeback\n\"bad, late, ugly, wrong\r\n\r\nreally\",114-9015286-0066649,2026-10-20,X\n",
            "Order ID,Comments,Order Date,Chargeback\n114-9015286-0066649,\"bad\nlate, and \"\"ugly\"\"\",2026-10-20,X\n",
            "Order ID,Order Date,Chargeback,Comments\n114-9015286-0066649,2026-10-20,X,\"bad\nlate\n\n,\"\n",
            "Order ID,Order Date,Chargeback,Comments,More\n114-9015286-0066649,2026-10-20,X,\"bad\nlate\",\"a\nb\"",
        }) {
        CAPTURE(text);
        const auto all = good(text);
        CHECK(shown(all.read) == "114-9015286-0066649 chargeback 2026-10-20 MFN X\n");
        CHECK(all.read.complete);
        CHECK(all.warnings.empty());
    }
}

struct doubtful_row {
    const char* rows;
    const char* shown;
};

TEST_CASE("a cell whose further lines look like rows gives a warning with its line, and no absence counts")
{
    const doubtful_row rows[] = {
        // an order id in a further line of a comment
        {"114-9015286-0066649,2026-10-20,X,\"bad,\nlike 112-8841007-4402518\"\n",
         "114-9015286-0066649 chargeback 2026-10-20 MFN X\n"},
        // as many separators as the header has
        {"114-9015286-0066649,2026-10-20,X,\"bad\nred, green, blue, late\"\n",
         "114-9015286-0066649 chargeback 2026-10-20 MFN X\n"},
        // in the cell that would be told: its first line is its own
        {"114-9015286-0066649,2026-10-20,\"late\n112-8841007-4402518,soon,very\",Y\n",
         "114-9015286-0066649 chargeback 2026-10-20 MFN late\n"},
    };
    for (const doubtful_row& row : rows)
        for (const std::string& bytes :
             forms_of("Order ID,Order Date,Chargeback,Comments\n" + std::string(row.rows))) {
            CAPTURE(row.rows);
            const auto all = good(bytes);
            CHECK(shown(all.read) == row.shown);
            CHECK_FALSE(all.read.complete);
            REQUIRE(find_warning(all, "stray_quote") != nullptr);
            CHECK(find_warning(all, "stray_quote")->first_line == 2);
        }
}

TEST_CASE("text after a closing quote gives a warning with its line, and no absence counts")
{
    const auto all = good("Order ID,Order Date,Chargeback,Comments\n"
                          "114-9015286-0066649,2026-10-20,X,\"7 inch\" is untrue\n"
                          "112-8841007-4402518,2026-10-20,\"slow\" he said,\"the \"7 inch\"\"\n");
    CHECK(shown(all.read) == "112-8841007-4402518 chargeback 2026-10-20 MFN \"slow\" he said\n"
                             "114-9015286-0066649 chargeback 2026-10-20 MFN X\n");
    CHECK_FALSE(all.read.complete);
    REQUIRE(find_warning(all, "stray_quote") != nullptr);
    CHECK(find_warning(all, "stray_quote")->count == 2);
    CHECK(find_warning(all, "stray_quote")->first_line == 2);
}

TEST_CASE("a separator after an inner quote does not move a comment into a flag column")
{
    const auto all = good("Order ID,Order Date,Comments,Chargeback,A-to-z claim\n"
                          "114-9015286-0066649,2026-10-20,\"he said \"late\", and left\",X,\n" +
                          [] {
                              std::string rows;
                              for (int i = 0; i < 30; ++i)
                                  rows += "112-8841007-44025" + std::to_string(10 + i) + ",2026-10-20,,X,\n";
                              return rows;
                          }());
    CHECK(all.read.defects.size() == 30);
    CHECK(all.read.present_orders == std::vector<std::string>{"114-9015286-0066649"});
    CHECK_FALSE(all.read.complete);
    CHECK(find_warning(all, "bad_row")->count == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
