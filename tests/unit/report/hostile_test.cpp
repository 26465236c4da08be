#include "reading.hpp"
#include "unit/report/bytes/encoding_tools.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/hostile");

TEST_CASE("a gzip bomb is read no further than the limit")
{
    const std::string bomb = gzipped(wide_header + std::string(50'000'000, ' '));
    REQUIRE(bomb.size() < 100'000);
    reading_rules rules = rules_for(us);
    rules.max_bytes = 1'000'000;
    CHECK(rejected(bomb, rules).code == rejection_code::too_large);
}

TEST_CASE("an endless source is read no further than the limit")
{
    const std::string blank_members = [] {
        std::string members;
        for (int i = 0; i < 2000; ++i)
            members += gzipped("");
        return members;
    }();
    for (const std::string& bytes :
         {std::string(3'000'000, 'x'), blank_members, "\x1f\x8b" + std::string(3'000'000, 'x')}) {
        string_source source(bytes);
        reading_rules rules = rules_for(us);
        rules.max_bytes = 10'000;
        CHECK(read_report(source, rules, {}).has_error());
        CHECK(source.taken() <= 128U << 10U);
    }
}

TEST_CASE("a cell of one megabyte is shortened, one of many megabytes rejects the report")
{
    const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,Seller,\"" +
                          std::string(1'000'000, 'y') + "\",,\n" + many_rows(20));
    CHECK(all.read.defects.back().value == std::string(1000, 'y'));
    CHECK(rejected(wide_header + "x," + std::string(5'000'000, 'y') + ",,,,\n").code ==
          rejection_code::too_large);
    CHECK(rejected(wide_header + "x,\"" + std::string(5'000'000, 'y') + "\",,,,\n").code ==
          rejection_code::too_large);
    std::string lines;
    for (int i = 0; i < 100'000; ++i)
        lines += std::string(50, 'y') + "\n";
    CHECK(rejected(wide_header + "x,\"" + lines + "\",,,,\n").code == rejection_code::truncated);
}

TEST_CASE("NULs and control characters in kept cells disappear")
{
    const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,Seller,a" + std::string(3, '\0') +
                          "b\x1b[31m,,\n");
    CHECK(all.read.defects.at(0).value == "ab[31m");
}

TEST_CASE("lone carriage returns end lines")
{
    std::string text = wide_header + many_rows(3);
    std::replace(text.begin(), text.end(), '\n', '\r');
    CHECK(good(text).read.rows == 3);
    CHECK(good(text, rules_for(us), 1).read.rows == 3);
}

TEST_CASE("quotes in odd places are text")
{
    const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,Seller,5\" nail,,\n"
                                        "114-9015286-0066650,2026-10-20,Seller,a\"\"b,,\n"
                                        "114-9015286-0066651,2026-10-20,\"Seller\",\"\"\"\",,\n"
                                        "114-9015286-0066652,2026-10-20, \"Seller\" , \"c\" ,,\n");
    CHECK(shown(all.read) == "114-9015286-0066649 negative_feedback 2026-10-20 MFN 5\" nail\n"
                             "114-9015286-0066650 negative_feedback 2026-10-20 MFN a\"\"b\n"
                             "114-9015286-0066651 negative_feedback 2026-10-20 MFN \"\n"
                             "114-9015286-0066652 negative_feedback 2026-10-20 MFN c\n");
}

TEST_CASE("rows of any number of separators are ignored or bad rows, never a crash")
{
    for (const std::string& row :
         {std::string(100'000, ','), std::string(100'000, '"'), std::string(100'000, '\t'),
          std::string("\xEF\xBB\xBF"), std::string(1000, '\xFF'), std::string("\x1a")})
        static_cast<void>(read_text(wide_header + row + "\n"));
    CHECK(rejected(wide_header + std::string(100'000, ',') + "x\n").code == rejection_code::bad_rows);
}

TEST_CASE("a report whose dates and words all differ is read")
{
    std::string text = wide_header;
    for (int i = 0; i < 50'000; ++i)
        text += "114-9015286-0066649,2026-10-20T10:11:12." + std::to_string(i) + "Z,word " +
                std::to_string(i) + ",,,\n";
    const auto all = good(text);
    CHECK(all.read.rows == 50'000);
    CHECK(find_warning(all, "unknown_fulfillment")->count == 50'000);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
