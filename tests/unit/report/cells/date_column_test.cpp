#include "unit/report/reading.hpp"

namespace defectd {
namespace {

using namespace test;

std::string report_of(const std::vector<std::string>& dates)
{
    std::string text = wide_header;
    for (std::size_t i = 0; i < dates.size(); ++i)
        text += "114-9015286-000000" + std::to_string(i) + "," + dates[i] + ",,X,,\n";
    return text;
}

std::string days(const report& read)
{
    std::string text;
    for (const observation& o : read.defects)
        text += to_iso_date(o.order_date) + " ";
    return text;
}

TEST_SUITE_BEGIN("report/date_column");

struct column_row {
    std::string marketplace;
    date_order configured;
    std::vector<std::string> dates;
    const char* days;  ///< empty when rejected
};

TEST_CASE("a number over 12 in any date decides the order; without one the marketplace does")
{
    constexpr date_order automatic = date_order::automatic;
    const column_row rows[] = {
        {us, automatic, {"10/11/26"}, "2026-10-11 "},
        {us, automatic, {"10/11/2026"}, "2026-10-11 "},
        {germany, automatic, {"10.11.26"}, "2026-11-10 "},
        {japan, automatic, {"26/11/10"}, "2026-11-10 "},
        {japan, automatic, {"2026/11/10"}, "2026-11-10 "},
        {"AUNKNOWN", automatic, {"10/11/26"}, "2026-10-11 "},
        {us, automatic, {"10/11/26", "13/11/26"}, "2026-11-10 2026-11-13 "},
        {us, automatic, {"13/11/2026", "10/11/2026"}, "2026-11-13 2026-11-10 "},
        {germany, automatic, {"10/11/26", "11/13/26"}, "2026-10-11 2026-11-13 "},
        {japan, automatic, {"13/11/2026"}, "2026-11-13 "},
        {us, automatic, {"10/11/26", "2026-11-23", "Nov 22 2026"}, "2026-10-11 2026-11-23 2026-11-22 "},
        {us, automatic, {"13/11/2026", "11/13/2026"}, ""},
        {us, automatic, {"10/11/26", "13/11/26", "11/13/26"}, ""},
        {japan, automatic, {"10/11/2026"}, ""},  // day or month first: nothing decides
        {us, date_order::dmy, {"10/11/26"}, "2026-11-10 "},
        {us, date_order::ymd, {"10/11/26"}, "2010-11-26 "},
        {us, date_order::dmy, {"2026-11-23"}, "2026-11-23 "},
        {us, date_order::dmy, {"11/13/2026"}, ""},
        {us, date_order::ymd, {"10/11/2026"}, ""},
    };
    for (const column_row& row : rows) {
        CAPTURE(row.marketplace);
        CAPTURE(row.dates.front());
        CAPTURE(row.dates.back());
        reading_rules rules = rules_for(row.marketplace);
        rules.dates = row.configured;
        const auto all = read_text(report_of(row.dates), rules);
        REQUIRE(all.has_value() == (*row.days != '\0'));
        if (all.has_value())
            CHECK(days(all->read) == row.days);
        else
            CHECK(all.error().code == rejection_code::date_order);
    }
}

TEST_CASE("contradicting dates are rejected with their lines and without their text")
{
    const rejection why = rejected(report_of({"1/2/2026", "13/11/2026", "5/6/2026", "11/14/2026"}));
    CHECK(why.code == rejection_code::date_order);
    CHECK(why.line == 5);
    CHECK(why.message.find("line 3 is not month/day/year") != std::string::npos);
    CHECK(why.message.find("line 5 is not day/month/year") != std::string::npos);
    CHECK(why.message.find("13/11") == std::string::npos);
}

TEST_CASE("a date that contradicts the configured order rejects the report and says what to correct")
{
    reading_rules rules = rules_for(us);
    rules.dates = date_order::dmy;
    const rejection why = rejected(report_of({"1/2/2026", "11/14/2026"}), rules);
    CHECK(why.line == 3);
    CHECK(why.message.find("date_order") != std::string::npos);
}

TEST_CASE("the dates of rows without a defect and of the other channel help to decide the order")
{
    const auto all = good(wide_header + "114-9015286-0066649,10/11/26,Seller,X,,\n"
                                        "114-9015286-0066650,13/11/26,Amazon,X,,\n");
    CHECK(days(all.read) == "2026-11-10 ");
    const auto flagless = good(wide_header + "114-9015286-0066649,10/11/26,Seller,X,,\n"
                                             "114-9015286-0066650,13/11/26,Seller,,,\n");
    CHECK(days(flagless.read) == "2026-11-10 ");
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
