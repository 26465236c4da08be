#include "reading.hpp"
#include "unit/report/bytes/encoding_tools.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/truncation");

const std::string whole =
    "Order ID,Order Date,Fulfilled By,Negative Feedback,A-to-z Guarantee claim,Chargeback claim,Note\n"
    "114-9015286-0066649,2026-10-20,Seller,X,,,\"a, \"\"b\"\"\"\n"
    "114-9015286-0066650,2026-10-20,Seller,,X,,\"two\nlines\"\n"
    "114-9015286-0066651,2026-10-20,Seller,,,X,end\n";

std::uint64_t rows_begun(std::string_view text)
{
    std::uint64_t count = 0;
    for (std::size_t at = text.find("\n1"); at != std::string_view::npos; at = text.find("\n1", at + 1))
        ++count;
    return count;
}

// A cut behind a line end cannot be told from a report that has no more rows: the quarantine of the
// difference is there for that.  A cut inside the header has no rows to lose, and may look like the header of
// a report without defects.
TEST_CASE("a report that is cut at any byte keeps every row that begins in it, or is rejected")
{
    int rejected_cuts = 0;
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const std::string cut = whole.substr(0, size);
        CAPTURE(cut);
        const auto all = read_text(cut);
        if (all.has_value()) {
            CHECK(all->read.rows == rows_begun(cut));
            continue;
        }
        ++rejected_cuts;
        const bool in_header = cut.find('\n') == std::string::npos;
        CHECK((in_header || all.error().code == rejection_code::truncated));
    }
    CHECK(rejected_cuts > 150);
}

TEST_CASE("a last line that lacks a column and its line end makes the report truncated")
{
    const std::string row = "114-9015286-0066649,2026-10-20,Seller,X,,,";
    CHECK(good(wide_header + row.substr(0, row.size() - 1)).read.rows == 1);
    const rejection why = rejected(wide_header + many_rows(3) + "114-9015286-0066649,2026-10-20,Seller,X,");
    CHECK(why.code == rejection_code::truncated);
    CHECK(why.line == 5);
    CHECK(why.message.find("5 of 6 columns") != std::string::npos);
}

TEST_CASE("a cut-off report is rejected as truncated, whatever else is wrong with it")
{
    CHECK(rejected(wide_header + "a,b,c,,,\nb,c,d,,,\nx").code == rejection_code::truncated);
    CHECK(rejected(wide_header + "a,b,c,,,\n\"x").code == rejection_code::truncated);
}

TEST_CASE("a report with an open quote is rejected as truncated, with the line of the quote")
{
    const rejection why =
        rejected(wide_header + many_rows(3) + "114-9015286-0066649,2026-10-20,Seller,\"X,,\n" + many_rows(9));
    CHECK(why.code == rejection_code::truncated);
    CHECK(why.line == 5);
    CHECK(rejected("Order ID,\"Order Date,Chargeback\n").code == rejection_code::truncated);
}

TEST_CASE("gzip cut at any byte is rejected")
{
    const std::string bytes = gzipped(whole);
    for (std::size_t size = 2; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK(rejected(bytes.substr(0, size)).code == rejection_code::gzip);
    }
    CHECK(good(bytes).read.rows == 3);
}

TEST_CASE("UTF-16 cut inside a row is rejected")
{
    const std::string bytes = utf16_le_bom + encoded(whole, "UTF-16LE");
    for (std::size_t size = 2 * whole.find("Seller,,,X") + 2; size < bytes.size() - 14; ++size) {
        CAPTURE(size);
        CHECK(rejected(bytes.substr(0, size)).code == rejection_code::truncated);
    }
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
