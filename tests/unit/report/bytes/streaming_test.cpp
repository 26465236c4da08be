#include "encoding_tools.hpp"
#include "unit/report/reading.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/streaming");

const std::string lively =
    utf8_bom + "\r\nOrder ID;\"Order \"\"Date\"\"\";Fulfilled By;Negative Feedback;Chargeback\r\n"
               "114-9015286-0066649;\"13/11/26\";Verkäufer;\"two\r\nlines; \"\"quoted\"\" é😀\";\r\n"
               "\r\n"
               "S01;10/11/26;who;;X\r\n"
               "114-9015286-0066650;11/11/26;Amazon;X;X\n"
               "114-9015286-0066651;12/11/26;;注;X";

std::vector<std::string> lively_forms()
{
    const std::string plain = lively.substr(utf8_bom.size());
    return {lively,
            plain,
            utf16_le_bom + encoded(plain, "UTF-16LE"),
            utf16_be_bom + encoded(plain, "UTF-16BE"),
            gzipped(lively),
            gzipped(plain.substr(0, 100)) + gzipped("") + gzipped(plain.substr(100)) + std::string(600, '\0'),
            gzipped(utf16_le_bom + encoded(plain, "UTF-16LE"))};
}

TEST_CASE("pieces of any size give the same report as one piece")
{
    for (const std::string& bytes : lively_forms()) {
        const read_report_result whole = good(bytes);
        CHECK(whole.read.rows == 3);
        CHECK(whole.read.defects.size() == 4);
        CHECK(whole.read.defects.front().value == "twolines; \"quoted\" é😀");
        for (std::size_t piece : {1U, 2U, 3U, 5U, 7U, 64U}) {
            CAPTURE(piece);
            const read_report_result pieces = good(bytes, rules_for(us), piece);
            CHECK(pieces.read.defects == whole.read.defects);
            CHECK(pieces.read.sha256 == whole.read.sha256);
            REQUIRE(pieces.warnings.size() == whole.warnings.size());
            for (std::size_t i = 0; i < whole.warnings.size(); ++i) {
                CHECK(pieces.warnings[i].count == whole.warnings[i].count);
                CHECK(pieces.warnings[i].first_line == whole.warnings[i].first_line);
            }
        }
    }
}

TEST_CASE("an older encoding gives the same report in pieces")
{
    const std::string text = encoded(
        "Bestellnummer\tBestelldatum\tRückbuchung\n302-9015286-0066649\t20. März 2026\tß\n", "CP1252");
    for (std::size_t piece = 1; piece < text.size(); ++piece)
        CHECK(shown(good(text, rules_for(germany), piece).read) ==
              "302-9015286-0066649 chargeback 2026-03-20 MFN ß\n");
}

TEST_CASE("a report larger than a piece is read to its end")
{
    const auto all = good(gzipped(wide_header + many_rows(20'000)));
    CHECK(all.read.rows == 20'000);
    CHECK(all.read.defects.size() == 20'000);
}

class failing_source final : public byte_source {
public:
    std::size_t read(std::span<char> into) override
    {
        if (++reads_ == 3)
            throw std::system_error(std::make_error_code(std::errc::io_error));
        const std::string_view text = "Order ID,";
        return text.copy(into.data(), into.size());
    }

private:
    int reads_ = 0;
};

TEST_CASE("an error of the byte source reaches the caller")
{
    failing_source source;
    CHECK_THROWS_AS(static_cast<void>(read_report(source, rules_for(us), {})), std::system_error);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
