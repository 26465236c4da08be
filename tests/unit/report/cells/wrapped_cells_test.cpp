// Cells as spreadsheets and exporters wrap, prefix or retype them.
#include "cells/cell_text.hpp"
#include "cells/order_id.hpp"
#include "unit/report/reading.hpp"

namespace defectd {
namespace {

using namespace test;

std::string id_in(const std::string& cell)
{
    cell_text text;
    return read_order_id(cell, text_encoding::utf8, text).value_or("unreadable");
}

TEST_SUITE_BEGIN("report/wrapped_cells");

TEST_CASE("the one order id in a cell is found, whatever is around and within it")
{
    for (const char* cell :
         {"026-7734019-5580246",
          "  026-7734019-5580246\u00A0",
          "=\"026-7734019-5580246\"",
          "'026-7734019-5580246",
          "026‑7734019‑5580246",
          "026–7734019–5580246",
          "026—7734019−5580246",
          "０２６－７７３４０１９－５５８０２４６",
          "026ー7734019ー5580246",
          "026 7734019 5580246",
          "026\u00A07734019\u00A05580246",
          "026 - 7734019 - 5580246",
          "\uFEFF026-7734019-5580246",
          "026-\u200B7734019-\u00AD5580246",
          "#026-7734019-5580246",
          "Order 026-7734019-5580246.",
          "注文026-7734019-5580246",
          "order_026-7734019-5580246.pdf",
          "https://sellercentral.amazon.co.uk/orders-v3/order/026-7734019-5580246",
          "https://sellercentral.amazon.co.uk/gp/orders-v2/details?ie=UTF8&orderID="
          "026-7734019-5580246&ref_=xx_orders_cont_report",
          "[026-7734019-5580246](https://example.com/026-7734019-5580246)",
          "=HYPERLINK(\"https://example.com/026-7734019-5580246\",\"026-7734019-5580246\")",
          "026-7734019-5580246 (buyer@example.com)",
          "02677340195580246"}) {
        CAPTURE(cell);
        CHECK(id_in(cell) == "026-7734019-5580246");
    }
}

TEST_CASE("a cell that only looks like an order id is kept as it is written")
{
    for (const char* cell :
         {"S01-7734019-5580246", "X026-7734019-5580246", "1026-7734019-5580246", "026-7734019-55802460",
          "026-7734019-5580246-1", "1-026-7734019-5580246", "026-7734019-558024", "2677340195580246",
          "026/7734019/5580246", "026-7734019-5580246, 026-7734019-5580247", "12E34"}) {
        CAPTURE(cell);
        CHECK(id_in(cell) == cell);
    }
}

TEST_CASE("neither a number that a spreadsheet rounded nor the text of its error is an order id")
{
    for (const char* cell : {"1.14902E+16",
                             "1,14902E+16",
                             "1.1490152860066648e+16",
                             "11490152860066600",
                             "11490152860066649.0",
                             "###########",
                             "#REF!",
                             "#NAME?",
                             "#N/A",
                             "#NV",
                             "#N/D",
                             "#DIV/0!",
                             "N/A",
                             "null",
                             "NaN",
                             "0",
                             "1.14902 E+16",
                             "11 490 152 860 066 600",
                             "-",
                             "—",
                             "?"}) {
        CAPTURE(cell);
        CHECK(id_in(cell) == "unreadable");
    }
}

TEST_CASE("each digit and each place of an id without hyphens is kept")
{
    for (int serial = 1; serial < 100; ++serial) {
        const std::string digits =
            "302118045799233" + std::string(serial < 10 ? "0" : "") + std::to_string(serial);
        CAPTURE(digits);
        CHECK(id_in(digits) == digits.substr(0, 3) + "-" + digits.substr(3, 7) + "-" + digits.substr(10));
    }
}

TEST_CASE("a row with a rounded id is bad and no absence counts; one with two ids keeps both orders present")
{
    const auto rounded = good(wide_header + many_rows(30) + "1.14902E+16,2026-10-20,Seller,X,,\n");
    CHECK(rounded.read.defects.size() == 30);
    CHECK_FALSE(rounded.read.complete);
    const auto two = good(wide_header + "026-7734019-5580246 + 026-7734019-5580247,2026-10-20,Seller,X,,\n");
    CHECK(two.read.defects.size() == 1);
    CHECK(two.read.present_orders == std::vector<std::string>{"026-7734019-5580246", "026-7734019-5580247"});
    CHECK(find_warning(two, "order_id_shape") != nullptr);
}

TEST_CASE("the marks that keep a cell text are not part of it")
{
    CHECK(unwrap("=\"X\"") == "X");
    CHECK(unwrap("=\"\"").empty());
    CHECK(unwrap("'X") == "X");
    CHECK(unwrap("'X'") == "X");
    CHECK(unwrap("'").empty());
    CHECK(unwrap("=\"") == "=\"");
    CHECK(unwrap("=X") == "=X");
    CHECK(unwrap("X'") == "X'");
    CHECK(unwrap("").empty());
}

TEST_CASE("wrapped cells of every column mean what is in them")
{
    const std::string wide = "Order ID;Order Date;Fulfilled By;Negative feedback;A-to-z claim;Chargeback\n";
    CHECK(shown(good(wide + "=\"026-7734019-5580246\";=\"2026-10-20\";=\"Amazon\";=\"5\";'X;=\"\"\n"
                            "'026-7734019-5580247;'20 Oct 2026;'FBA;'No;=\"-\";=\"Open\"\n",
                     rules_for(us, fulfillment::all))
                    .read) == "026-7734019-5580246 a_to_z_claim 2026-10-20 AFN X\n"
                              "026-7734019-5580247 chargeback 2026-10-20 AFN Open\n");
    CHECK(shown(good("=\"Order ID\";=\"Order Date\";=\"Defect type\";=\"Status\"\n"
                     "=\"026-7734019-5580246\";46315;=\"Chargeback\";=\"Open\"\n"
                     "=\"026-7734019-5580247\";46315,9;=\"A-to-z claim\";'Denied\n"
                     "=\"\";=\"\";=\"\";=\"\"\n")
                    .read) == "026-7734019-5580246 chargeback 2026-10-20 MFN Open\n");
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
