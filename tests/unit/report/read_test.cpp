#include "reading.hpp"

#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/read");

TEST_CASE("a wide report gives one observation for each flag")
{
    const read_report_result all = good(wide_header + "114-9015286-0066649,2026-10-20,Seller,,X,\n"
                                                      "113-1111111-2222222,2026-10-19,Seller,2,,Open\n"
                                                      "112-1111111-2222222,2026-10-18,Seller,No,-,N/A\n");
    CHECK(shown(all.read) == "113-1111111-2222222 negative_feedback 2026-10-19 MFN 2\n"
                             "113-1111111-2222222 chargeback 2026-10-19 MFN Open\n"
                             "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN X\n");
    CHECK(all.read.rows == 3);
    CHECK(all.read.complete);
    CHECK(all.read.covers.all());
    CHECK(all.read.present_orders.empty());
    CHECK(all.warnings.empty());
}

TEST_CASE("a wide report covers only the types it has columns for")
{
    const read_report_result all = good("Order ID,Order Date,Chargeback\n114-9015286-0066649,2026-10-20,X\n");
    CHECK(all.read.covers == defect_types{0b100});
}

TEST_CASE("a long report gives one observation per row and covers every type")
{
    const read_report_result all = good("Order ID;Order Date;Defect type;Status\n"
                                        "114-9015286-0066649;2026-10-20;A-to-z Guarantee claim;Under review\n"
                                        "114-9015286-0066649;2026-10-20;negative_feedback;\n"
                                        "114-9015286-0066650;2026-10-21;CHARGEBACK;Open\n");
    CHECK(shown(all.read) == "114-9015286-0066649 negative_feedback 2026-10-20 MFN negative_feedback\n"
                             "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN Under review\n"
                             "114-9015286-0066650 chargeback 2026-10-21 MFN Open\n");
    CHECK(all.read.covers.all());
}

TEST_CASE("flag columns take precedence over a defect-type column, with a warning")
{
    const read_report_result all = good(
        "Order ID,Order Date,Defect type,Chargeback\n114-9015286-0066649,2026-10-20,Negative Feedback,X\n");
    CHECK(shown(all.read) == "114-9015286-0066649 chargeback 2026-10-20 MFN X\n");
    CHECK(all.read.covers == defect_types{0b100});
    REQUIRE(find_warning(all, "defect_type_ignored") != nullptr);
}

TEST_CASE("a header without rows is a good empty report, with or without line end")
{
    for (const char* end : {"", "\n", "\r\n", "\r", "\n\n\n"}) {
        CAPTURE(end);
        const read_report_result all = good("Order ID,Order Date,Chargeback" + std::string(end));
        CHECK(all.read.rows == 0);
        CHECK(all.read.defects.empty());
        CHECK(all.read.complete);
    }
}

TEST_CASE("the hash and the times are those of the report as it was found")
{
    const std::string text = wide_header + many_rows(1);
    string_source source(text, 7);
    const report_times times{timestamp{duration{1}}, timestamp{duration{2}}};
    const auto all = read_report(source, rules_for(us), times);
    REQUIRE(all.has_value());
    CHECK(all->read.sha256 == to_hex(sha256_of(text)));
    CHECK(all->read.time == times.time);
    CHECK(all->read.collected_at == times.collected_at);
}

TEST_CASE("a rejected report has the hash of all its bytes")
{
    const std::string text = "PK\x03\x04" + std::string(300'000, 'z');
    CHECK(rejected(text, rules_for(us), 1000).sha256 == to_hex(sha256_of(text)));
}

TEST_CASE("no absence counts in a report of a source that is configured as incomplete")
{
    reading_rules rules = rules_for(us);
    rules.complete = false;
    CHECK_FALSE(good(wide_header, rules).read.complete);
}

TEST_CASE("duplicate rows are merged: earliest date, distinct values sorted")
{
    const read_report_result all = good(wide_header + "114-9015286-0066649,2026-10-20,Seller,b,,\n"
                                                      "114-9015286-0066649,2026-10-18,Seller,a,,\n"
                                                      "114-9015286-0066649,2026-10-19,Seller,b,,\n");
    CHECK(shown(all.read) == "114-9015286-0066649 negative_feedback 2026-10-18 MFN a; b\n");
    CHECK(all.read.rows == 3);
}

TEST_CASE("a merged value is bounded")
{
    std::string text = wide_header;
    for (int i = 0; i < 50; ++i)
        text += "114-9015286-0066649,2026-10-20,Seller," + std::to_string(i) + std::string(90, 'x') + ",,\n";
    CHECK(good(text).read.defects.at(0).value.size() == 1000);
}

TEST_CASE("shuffled rows give the identical report")
{
    std::vector<std::string> rows{
        "114-9015286-0066649,11/2/26,Seller,b,,\n",
        "114-9015286-0066649,11/3/26,Amazon,a,,X\n",
        "113-9015286-0066649,11/13/26,,1,,\n",
        "114-9015286-0066649,11/1/26,,b,X,\n",
        "odd id,11/1/26,Seller,X,,\n",
        "odd id,10/31/26,who,X,,\n",
    };
    std::sort(rows.begin(), rows.end());
    const auto all_of = [&rows] {
        std::string text = wide_header;
        for (const std::string& row : rows)
            text += row;
        return good(text, rules_for(us, fulfillment::all)).read;
    };
    const report first = all_of();
    while (std::next_permutation(rows.begin(), rows.end())) {
        const report next = all_of();
        REQUIRE(next.defects == first.defects);
    }
    CHECK(first.defects.size() == 5);
}

TEST_CASE("blank lines and rows of separators only are not rows")
{
    const read_report_result all = good("\n,,,\n" + wide_header + "\n,,,,,\r\n" + many_rows(1) + ",,,,,\n\n");
    CHECK(all.read.rows == 1);
    CHECK(all.warnings.empty());
}

TEST_CASE("values are kept without e-mail addresses and control characters")
{
    const read_report_result all =
        good(wide_header + "114-9015286-0066649,2026-10-20,Seller,\"from <jo@example.com> \x07 late\",,\n"
                           "114-9015286-0066650,2026-10-20,Seller,jo@example.com,,\n");
    CHECK(shown(all.read) == "114-9015286-0066649 negative_feedback 2026-10-20 MFN from <>  late\n"
                             "114-9015286-0066650 negative_feedback 2026-10-20 MFN \n");
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
