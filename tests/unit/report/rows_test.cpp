#include "reading.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/order_rows");

TEST_CASE("a flag is a defect unless it is one of the words for none")
{
    for (const char* none : {"",     "-",    "--",     "0",     "N",   "n",        "No",   "NO",
                             "None", "none", "False",  "FALSE", "N/A", "n/a",      "Nein", "NEIN",
                             "Non",  "Nee",  "いいえ", "なし",  "  ",  "\" No \"", "\"\"", "\"　いいえ　\"",
                             "Ｎｏ"}) {
        CAPTURE(none);
        CHECK(good(wide_header + "114-9015286-0066649,2026-10-20,Seller," + none + ",,\n")
                  .read.defects.empty());
    }
    for (const char* defect :
         {"X", "x", "1", "2", "Yes", "Y", "Nope", "_", "00", "はい", "Open", "NA", "Fals", "é"}) {
        CAPTURE(defect);
        const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,Seller," + defect + ",,\n");
        REQUIRE(all.read.defects.size() == 1);
        CHECK(all.read.defects.front().value == defect);
    }
}

TEST_CASE("configured words for no defect count in any case")
{
    reading_rules rules = rules_for(us);
    rules.columns["not_a_defect"] = {"OK", "Kein Mangel gefunden", "Ä"};
    for (const char* none : {"ok", "OK", "KEIN MANGEL GEFUNDEN", "ä"}) {
        CAPTURE(none);
        CHECK(good(wide_header + "114-9015286-0066649,2026-10-20,Seller," + none + ",,\n", rules)
                  .read.defects.empty());
    }
    CHECK(good(wide_header + "114-9015286-0066649,2026-10-20,Seller,okay,,\n", rules).read.defects.size() ==
          1);
}

struct channel_row {
    const char* word;
    std::optional<fulfillment> channel;
};

TEST_CASE("the usual fulfillment words name the channel")
{
    const channel_row rows[] = {
        {"AFN", fulfillment::afn},      {"fba", fulfillment::afn},
        {"Amazon", fulfillment::afn},   {"AMAZON", fulfillment::afn},
        {"MFN", fulfillment::mfn},      {"FBM", fulfillment::mfn},
        {"Seller", fulfillment::mfn},   {"Merchant", fulfillment::mfn},
        {"DEFAULT", fulfillment::mfn},  {"Verkäufer", fulfillment::mfn},
        {"Händler", fulfillment::mfn},  {"Vendeur", fulfillment::mfn},
        {"Vendedor", fulfillment::mfn}, {"Venditore", fulfillment::mfn},
        {"出品者", fulfillment::mfn},   {"", std::nullopt},
        {"somebody", std::nullopt},
    };
    for (const channel_row& row : rows) {
        CAPTURE(row.word);
        const auto all = good(wide_header + "114-9015286-0066649,2026-10-20," + row.word + ",X,,\n",
                              rules_for(us, fulfillment::all));
        CHECK(all.read.defects.at(0).channel == row.channel);
        CHECK((find_warning(all, "unknown_fulfillment") != nullptr) ==
              (std::string_view(row.word) == "somebody"));
    }
}

TEST_CASE("configured fulfillment words name the channel")
{
    reading_rules rules = rules_for(us, fulfillment::all);
    rules.columns["seller"] = {"Nous-mêmes"};
    rules.columns["amazon"] = {"Eux"};
    const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,nous mêmes,X,,\n"
                                        "114-9015286-0066650,2026-10-20,EUX,X,,\n",
                          rules);
    CHECK(all.read.defects.at(0).channel == fulfillment::mfn);
    CHECK(all.read.defects.at(1).channel == fulfillment::afn);
}

TEST_CASE("an empty or unknown fulfillment word takes the source's channel")
{
    const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,,X,,\n"
                                        "114-9015286-0066650,2026-10-20,somebody,X,,\n",
                          rules_for(us, fulfillment::afn));
    CHECK(all.read.defects.at(0).channel == fulfillment::afn);
    CHECK(all.read.defects.at(1).channel == fulfillment::afn);
    REQUIRE(find_warning(all, "unknown_fulfillment") != nullptr);
    CHECK(find_warning(all, "unknown_fulfillment")->count == 1);
    CHECK(find_warning(all, "unknown_fulfillment")->first_line == 3);
}

TEST_CASE("rows of the other channel are left out and counted, whatever else is wrong with them")
{
    const auto all = good(wide_header + "114-9015286-0066649,2026-10-20,Amazon,X,,\n"
                                        "114-9015286-0066650,2026-10-20,Seller,X,,\n"
                                        "114-9015286-0066651,no date,Amazon,X,,\n");
    CHECK(all.read.rows == 1);
    CHECK(shown(all.read) == "114-9015286-0066650 negative_feedback 2026-10-20 MFN X\n");
    REQUIRE(find_warning(all, "other_channel") != nullptr);
    CHECK(find_warning(all, "other_channel")->count == 2);
    CHECK(find_warning(all, "other_channel")->first_line == 2);
}

TEST_CASE("an order id of another shape gives a warning that does not contain the id")
{
    const auto all = good(wide_header + "S01-1234567-1234567,2026-10-20,Seller,X,,\n"
                                        "注文,2026-10-20,Seller,X,,\n"
                                        "\" 114-9015286-0066649 \",2026-10-20,Seller,X,,\n");
    CHECK(all.read.defects.size() == 3);
    CHECK(all.read.defects.at(0).key.order_id == "114-9015286-0066649");
    const report_warning* odd = find_warning(all, "order_id_shape");
    REQUIRE(odd != nullptr);
    CHECK(odd->count == 2);
    CHECK(odd->first_line == 2);
    CHECK(odd->message.find("S01") == std::string::npos);
}

struct bad_row {
    const char* why;
    std::string line;
    const char* present;  ///< the order that stays present; nullptr when the id is unreadable
};

TEST_CASE("the order of a bad row counts as present; without an order id no absence counts")
{
    const bad_row rows[] = {
        {"no date", "114-9015286-0066649,,Seller,X,,\n", "114-9015286-0066649"},
        {"a word for a date", "114-9015286-0066649,soon,Seller,X,,\n", "114-9015286-0066649"},
        {"a day that does not exist", "114-9015286-0066649,2026-02-30,Seller,X,,\n", "114-9015286-0066649"},
        {"too few columns", "114-9015286-0066649,2026-10-20,Seller,X\n", "114-9015286-0066649"},
        {"too many cells", "114-9015286-0066649,2026-10-20,Seller,X,,,surplus\n", "114-9015286-0066649"},
        {"a cell too many, which is empty", "114-9015286-0066649,2026-10-20,Seller,X,,,\n",
         "114-9015286-0066649"},
        {"no id", ",2026-10-20,Seller,X,,\n", nullptr},
        {"blank id", "\"  \",2026-10-20,Seller,X,,\n", nullptr},
        {"control character",
         "114-90\x01"
         "5286-0066649,2026-10-20,Seller,X,,\n",
         nullptr},
        {"NUL", std::string("114-9\0", 6) + ",2026-10-20,Seller,X,,\n", nullptr},
        {"line end in the id", "\"114-9015286\n-0066649\",2026-10-20,Seller,X,,\n", nullptr},
        {"65 characters", std::string(65, '1') + ",2026-10-20,Seller,X,,\n", nullptr},
        {"a megabyte", std::string(1'000'000, '1') + ",2026-10-20,Seller,X,,\n", nullptr},
    };
    for (const bad_row& row : rows) {
        CAPTURE(row.why);
        const auto all = good(wide_header + many_rows(30) + row.line);
        CHECK(all.read.defects.size() == 30);
        CHECK(all.read.rows == 31);
        REQUIRE(find_warning(all, "bad_row") != nullptr);
        CHECK(find_warning(all, "bad_row")->first_line == 32);
        CHECK(all.read.complete == (row.present != nullptr));
        CHECK(all.read.present_orders.size() == (row.present != nullptr ? 1 : 0));
        if (row.present != nullptr)
            CHECK(all.read.present_orders.front() == row.present);
    }
}

TEST_CASE("an unknown defect type is a bad row of a long report")
{
    std::string text = "Order ID,Order Date,Defect type\n";
    for (int i = 0; i < 60; ++i)
        text += "114-9015286-" + std::to_string(1'000'000 + i) + ",2026-10-20,Chargeback\n";
    const auto all =
        good(text + "114-9015286-0066649,2026-10-20,Late shipment\n114-9015286-0066649,2026-10-20,?\n",
             rules_for(us));
    CHECK(all.read.defects.size() == 60);
    CHECK(all.read.present_orders == std::vector<std::string>{"114-9015286-0066649"});
}

TEST_CASE("64 characters of any script are an order id")
{
    std::string id;
    for (int i = 0; i < 64; ++i)
        id += "番";
    CHECK(good(wide_header + id + ",2026-10-20,Seller,X,,\n").read.defects.at(0).key.order_id == id);
}

TEST_CASE("more than 5 % of bad rows reject the report and name the first line")
{
    const std::string bad = "114-9015286-0066649,soon,Seller,X,,\n";
    CHECK(good(wide_header + many_rows(19) + bad).read.rows == 20);
    const rejection why = rejected(wide_header + many_rows(18) + bad);
    CHECK(why.code == rejection_code::bad_rows);
    CHECK(why.line == 20);
    CHECK(why.message.find("1 of 19 rows") != std::string::npos);
    CHECK(why.message.find("line 20") != std::string::npos);
    CHECK(why.message.find("114-") == std::string::npos);
}

TEST_CASE("line numbers count line ends within quotes and every kind of line end")
{
    const std::string header = wide_header.substr(0, wide_header.size() - 1);
    for (const char* end : {"\n", "\r\n", "\r"}) {
        CAPTURE(end);
        const std::string text = header + end + end +
                                 "114-9015286-0066649,2026-10-20,Seller,\"a\nb\nc\",,\"" + end +
                                 "S01,2026-10-20,Seller,X,,";
        const std::string closed = header + end + end +
                                   "114-9015286-0066649,2026-10-20,Seller,\"a\nb\nc\",," + end +
                                   "S01,2026-10-20,Seller,X,,";
        CHECK(rejected(text).code == rejection_code::truncated);
        const auto all = good(closed);
        REQUIRE(find_warning(all, "order_id_shape") != nullptr);
        CHECK(find_warning(all, "order_id_shape")->first_line == 6);
    }
}

TEST_CASE("an e-mail address in the place of an order id is never kept")
{
    const auto all = good(wide_header + many_rows(30) + "buyer@example.com,2026-10-20,Seller,X,,\n");
    for (const auto& each : all.read.defects)
        CHECK(each.key.order_id.find('@') == std::string::npos);
    CHECK(find_warning(all, "unreadable_order_id") != nullptr);
}

TEST_CASE("a report of rows for the other channel only is of the wrong scope")
{
    const rejection why = rejected(wide_header + "114-9015286-0066649,2026-10-20,Amazon,X,,\n");
    CHECK(why.code == rejection_code::wrong_scope);
    CHECK(why.message.find("MFN") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
