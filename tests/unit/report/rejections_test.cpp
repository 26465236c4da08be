#include "reading.hpp"
#include "unit/report/bytes/encoding_tools.hpp"

#include <set>

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/rejections");

struct rejection_row {
    rejection_code code;
    std::string bytes;
    const char* cure;  ///< words of the message
};

TEST_CASE("what is not a report is rejected with its name and a fix")
{
    const std::string unauthorized =
        "{\"errors\":[{\"code\":\"Unauthorized\",\"message\":\"Access denied\",\"details\":\"secret\"}]}";
    const rejection_row rows[] = {
        {rejection_code::empty, "", "download or export it again"},
        {rejection_code::empty, utf8_bom, "download or export it again"},
        {rejection_code::empty, utf16_le_bom, "download or export it again"},
        {rejection_code::empty, " \r\n\t\n", "download or export it again"},
        {rejection_code::empty, gzipped(""), "download or export it again"},
        {rejection_code::xlsx, "PK\x03\x04 and more", "save it as CSV"},
        {rejection_code::xlsx, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more", "save it as CSV"},
        {rejection_code::xlsx, gzipped("PK\x03\x04"), "save it as CSV"},
        {rejection_code::html, "<!DOCTYPE html><html>Order ID", "sign in"},
        {rejection_code::html, utf8_bom + "\n  <html>\n", "sign in"},
        {rejection_code::html, utf16_le_bom + encoded("\r\n<HTML>", "UTF-16LE"), "sign in"},
        {rejection_code::html, "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html xmlns=\"x\">", "sign in"},
        {rejection_code::xml, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "XML"},
        {rejection_code::xml, utf8_bom + "\n <ErrorResponse xmlns=\"x\"><Error/></ErrorResponse>", "XML"},
        {rejection_code::json, unauthorized, "JSON"},
        {rejection_code::json, utf8_bom + " \r\n\t" + unauthorized, "JSON"},
        {rejection_code::json, gzipped(unauthorized), "JSON"},
        {rejection_code::json, utf16_le_bom + encoded(unauthorized, "UTF-16LE"), "JSON"},
        {rejection_code::json, "{\n  \"message\": \"Access to requested resource, denied\",\n}\n", "JSON"},
        {rejection_code::json, "[{\"order-id\": \"114-9015286-0066649\"}]", "JSON"},
        {rejection_code::json, "{}", "JSON"},
        {rejection_code::json, "{\"data\": \"" + std::string(400'000, 'x'), "JSON"},
        {rejection_code::encoding, std::string("O\0r\0d\0e\0r\0", 10), "UTF-8"},
        {rejection_code::gzip, "\x1f\x8b", "again"},
        {rejection_code::gzip, "\x1f\x8b this is not gzip at all", "again"},
        {rejection_code::gzip, gzipped(wide_header) + "after it", "again"},
        {rejection_code::gzip, gzipped(wide_header) + "\x1f\x8b", "again"},
        {rejection_code::missing_column, "\x1f", "columns"},
        {rejection_code::missing_column, "%PDF-1.7\n", "columns"},
        {rejection_code::json, "{\"defects\": []}", "JSON"},
        {rejection_code::missing_column, std::string(400'000, 'x'), "256KiB"},
    };
    for (const rejection_row& row : rows) {
        for (std::size_t piece : {std::size_t{1}, std::string::npos}) {
            CAPTURE(name_of(row.code));
            CAPTURE(row.bytes.substr(0, 40));
            if (piece == 1 && row.bytes.size() > 10'000)
                continue;
            const rejection why = rejected(row.bytes, rules_for(us), piece);
            CAPTURE(why.message);
            CHECK(name_of(why.code) == name_of(row.code));
            CHECK(why.message.find(row.cure) != std::string::npos);
            CHECK(why.message.find("secret") == std::string::npos);
            CHECK(why.message.find("0066649") == std::string::npos);
        }
    }
}

TEST_CASE("a header in brackets is not JSON")
{
    CHECK(good("[Order ID],[Order Date],[Chargeback]\n114-9015286-0066649,2026-10-20,X\n").read.rows == 1);
    CHECK(rejected("[Order ID],[When],[Chargeback]\n").code == rejection_code::missing_column);
}

TEST_CASE("gzip with a changed byte is rejected")
{
    const std::string bytes = gzipped(wide_header + many_rows(10));
    std::string damaged = bytes;
    damaged[bytes.size() - 6] = static_cast<char>(damaged[bytes.size() - 6] ^ 1);  // of the checksum
    CHECK(rejected(damaged).code == rejection_code::gzip);
}

TEST_CASE("a report with as many bytes as allowed is read, one with one more is too large")
{
    const std::string text = wide_header + many_rows(5);
    reading_rules rules = rules_for(us);
    rules.max_bytes = text.size();
    CHECK(good(text, rules).read.rows == 5);
    CHECK(good(gzipped(text), rules).read.rows == 5);
    rules.max_bytes = text.size() - 1;
    for (const std::string& bytes : {text, gzipped(text)}) {
        const rejection why = rejected(bytes, rules);
        CHECK(why.code == rejection_code::too_large);
        CHECK(why.message.find("limits.report_bytes") != std::string::npos);
    }
}

TEST_CASE("a report with as many rows as allowed is read, one with one more is too large")
{
    reading_rules rules = rules_for(us);
    rules.max_rows = 5;
    CHECK(good(wide_header + many_rows(5) + "\n\n", rules).read.rows == 5);
    const rejection why = rejected(wide_header + many_rows(6), rules);
    CHECK(why.code == rejection_code::too_large);
    CHECK(why.line == 7);
    CHECK(why.message.find("limits.report_rows") != std::string::npos);
}

/// `count` rows of one order, all alike.
std::string one_order(int count, const std::string& flags = "X,,")
{
    std::string rows;
    for (int i = 0; i < count; ++i)
        rows += "114-9015286-0066649,2026-10-20,Seller," + flags + "\n";
    return rows;
}

TEST_CASE("a report with as many defects as allowed is read, one with one more is too large")
{
    reading_rules rules = rules_for(us);
    rules.max_defects = 5;
    CHECK(good(wide_header + many_rows(5), rules).read.defects.size() == 5);
    const rejection why = rejected(wide_header + many_rows(5000), rules);
    CHECK(why.code == rejection_code::too_large);
    CHECK(why.line == 7);
    CHECK(why.message.find("more than 5 defects") != std::string::npos);
    CHECK(why.message.find("raise the limit") != std::string::npos);
    CHECK(why.message.find("limits.report_defects") != std::string::npos);
}

TEST_CASE("the limit of defects counts pairs of order and type, not rows")
{
    reading_rules rules = rules_for(us);
    rules.max_defects = 3;
    CHECK(good(wide_header + one_order(5000, "X,X,X"), rules).read.defects.size() == 3);
    CHECK(rejected(wide_header + one_order(1, "X,X,X") + many_rows(1), rules).code ==
          rejection_code::too_large);
    CHECK(rejected(wide_header + one_order(5000, "X,X,X") + many_rows(1), rules).code ==
          rejection_code::too_large);
}

TEST_CASE("rows without a defect and rows of the other channel do not count towards the limit of defects")
{
    reading_rules rules = rules_for(us);
    rules.max_defects = 1;
    std::string others = wide_header + one_order(1);
    for (int i = 0; i < 100; ++i)
        others += "114-0000000-" + std::to_string(1'000'000 + i) +
                  (i % 2 == 0 ? ",2026-10-20,Amazon,X,X,X\n" : ",2026-10-20,Seller,,No,\n");
    CHECK(good(others, rules).read.defects.size() == 1);
}

TEST_CASE("every code has a name of its own")
{
    std::set<std::string_view> names;
    for (auto code = rejection_code::empty; code <= rejection_code::unreadable;
         code = static_cast<rejection_code>(static_cast<int>(code) + 1))
        CHECK(names.insert(name_of(code)).second);
    CHECK(names.size() == 16);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
