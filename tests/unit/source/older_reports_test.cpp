#include "older_reports.hpp"

#include <doctest/doctest.h>

using namespace defectd;

namespace {

found_file report_of(const std::string& account, std::int64_t time_ns)
{
    found_file report;
    report.scope = {account, "ATVPDKIKX0DER", fulfillment::mfn};
    report.stamp = {.time_ns = time_ns, .name = "report.csv"};
    return report;
}

}  // namespace

TEST_SUITE("source/older_reports")
{
    TEST_CASE("a report is held back by an older one of its scope only, and the rest is sorted")
    {
        older_reports older;
        CHECK(older.is_empty());
        older.add(report_of("acme", 3));
        older.add(report_of("acme", 5));
        CHECK_FALSE(older.is_empty());
        std::vector<found_file> ready{report_of("beta", 9), report_of("acme", 4), report_of("acme", 2)};
        older.hold_back(ready);
        REQUIRE(ready.size() == 2);
        CHECK(ready[0].stamp.time_ns == 2);
        CHECK(ready[1].scope.account == "beta");
    }

    TEST_CASE(
        "a folder that is not listed may hold older reports of its account, or of every account if it names none")
    {
        unlisted_folders unlisted;
        CHECK_FALSE(unlisted.may_precede(report_of("acme", 1)));
        unlisted.add("acme");
        CHECK(unlisted.may_precede(report_of("acme", 1)));
        CHECK_FALSE(unlisted.may_precede(report_of("beta", 1)));
        unlisted.add("");
        CHECK(unlisted.may_precede(report_of("beta", 1)));
        unlisted.clear();
        CHECK_FALSE(unlisted.may_precede(report_of("acme", 1)));
    }
}
