#include "reading.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size);

namespace defectd {
namespace {

using namespace test;

std::string file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    REQUIRE_MESSAGE(in.good(), path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string sample(const char* name)
{
    return file(std::filesystem::path(DEFECTD_TEST_DATA) / "report" / name);
}

TEST_SUITE_BEGIN("report/samples");

struct sample_row {
    const char* name;
    std::string marketplace;
    fulfillment channel;
    const char* shown;
};

TEST_CASE("the sample reports are read")
{
    const sample_row rows[] = {
        {"wide_en.csv", us, fulfillment::mfn,
         "111-4620185-3369021 a_to_z_claim 2026-10-12 MFN X\n"
         "112-7734019-5580246 negative_feedback 2026-10-14 MFN X\n"
         "112-7734019-5580246 chargeback 2026-10-14 MFN X\n"
         "114-0098123-7751204 negative_feedback 2026-11-02 MFN X\n"},
        {"wide_de_1252.csv", germany, fulfillment::all,
         "302-1180457-9923314 a_to_z_claim 2026-10-05 AFN Geprüft\n"
         "303-5546120-0012987 negative_feedback 2026-10-31 MFN 1 Stern – „nie wieder“\n"},
        {"wide_ja_sjis.tsv", japan, fulfillment::mfn,
         "249-3310078-6512034 negative_feedback 2026-10-09 MFN 1\n"
         "250-7781203-4419870 chargeback 2026-11-01 MFN 対応中\n"},
        {"long_fr_utf16.txt", france, fulfillment::mfn,
         "402-5519283-7760142 negative_feedback 2026-08-31 MFN Évaluation négative\n"
         "402-5519283-7760142 a_to_z_claim 2026-08-31 MFN Réclamation Garantie A à z\n"
         "403-0028171-3349950 chargeback 2026-09-01 MFN Rétrofacturation\n"},
        {"wide_en.csv.gz", us, fulfillment::afn, "113-2201956-8840173 negative_feedback 2026-10-20 AFN X\n"},
        {"empty_it.csv", "APJ6JRA9NG5V4", fulfillment::mfn, ""},
        {"wide_nl.csv", "A1805IZSGTT6HS", fulfillment::all,
         "404-1180457-9923314 negative_feedback 2026-10-20 MFN 2 van 5 sterren\n"
         "406-2201956-8840173 a_to_z_claim 2026-10-31 AFN X\n"},
        {"long_pl.csv", "A1C3SOZRARQ6R3", fulfillment::mfn,
         "304-1180457-9923314 negative_feedback 2026-10-20 MFN 1 gwiazdka\n"
         "304-1180457-9923314 chargeback 2026-10-20 MFN W toku\n"},
        {"wide_sv.tsv", "A2NODRKZP88ZB9", fulfillment::mfn,
         "026-1180457-9923314 chargeback 2026-10-20 MFN Under utredning\n"
         "026-5546120-0012987 a_to_z_claim 2026-11-03 MFN X\n"},
        {"wide_tr.csv", "A33AVAJ2PDY3EV", fulfillment::mfn,
         "405-1180457-9923314 negative_feedback 2026-10-20 MFN 1 yıldız\n"
         "405-5546120-0012987 chargeback 2026-11-03 MFN Evet\n"},
        {"wide_pt_1252.csv", "A2Q3Y263D00KWC", fulfillment::mfn,
         "701-1180457-9923314 chargeback 2026-10-20 MFN Em análise\n"
         "701-5546120-0012987 negative_feedback 2026-11-03 MFN 2 estrelas\n"},
        {"wide_zh.csv", us, fulfillment::mfn,
         "114-1180457-9923314 negative_feedback 2026-10-20 MFN ★★☆☆☆\n"
         "114-5546120-0012987 chargeback 2026-11-03 MFN 是\n"},
        {"long_zh_tw.csv", japan, fulfillment::mfn,
         "250-1180457-9923314 negative_feedback 2026-10-20 MFN 1\n"},
        {"stray_quotes.tsv", germany, fulfillment::mfn,
         "303-1180457-9923314 negative_feedback 2026-10-05 MFN X\n"
         "304-8812390-5567001 negative_feedback 2026-10-06 MFN X\n"
         "305-0028171-3349950 a_to_z_claim 2026-10-07 MFN X\n"
         "306-5519283-7760142 a_to_z_claim 2026-10-08 MFN X\n"},
        {"separator_line.csv", us, fulfillment::mfn,
         "111-4620185-3369021 chargeback 2026-10-12 MFN X\n"
         "112-7734019-5580246 chargeback 2026-10-14 MFN X\n"},
    };
    for (const sample_row& row : rows) {
        CAPTURE(row.name);
        CHECK(shown(good(sample(row.name), rules_for(row.marketplace, row.channel)).read) == row.shown);
    }
}

TEST_CASE("the samples that are not reports, or lose a row, are rejected")
{
    CHECK(rejected(sample("login_page.csv")).code == rejection_code::html);
    CHECK(rejected(sample("error_answer.csv")).code == rejection_code::json);
    const rejection swallowed = rejected(sample("swallowed_row.csv"));
    CHECK(swallowed.code == rejection_code::truncated);
    CHECK(swallowed.line == 3);
}

TEST_CASE("the fuzz target takes its seeds and the samples")
{
    const std::filesystem::path data = DEFECTD_TEST_DATA;
    int replayed = 0;
    for (const auto& folder : {data / "report", data.parent_path() / "fuzz/seeds/report"})
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const std::string bytes = file(entry.path());
            CHECK(LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(bytes.data()),
                                         bytes.size()) == 0);
            ++replayed;
        }
    CHECK(replayed >= 25);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
