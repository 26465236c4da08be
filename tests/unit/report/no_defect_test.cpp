// What a flag cell or a status says is not a defect, in both layouts.
#include "reading.hpp"

namespace defectd {
namespace {

using namespace test;

const std::string long_header = "Order ID,Order Date,Defect type,Status\n";
const std::string first_columns = "114-9015286-0066649,2026-10-20,";

/// The types under which `cell` counts as a defect in a wide report: F, A and C.
std::string wide(const std::string& cell, const reading_rules& rules = rules_for(us))
{
    const std::string quoted = "\"" + cell + "\"";
    const auto all =
        good(wide_header + first_columns + "Seller," + quoted + "," + quoted + "," + quoted + "\n", rules);
    CHECK(all.read.rows == 1);
    CHECK(all.warnings.empty());
    std::string types;
    for (const observation& each : all.read.defects)
        types += "FAC"[static_cast<std::size_t>(each.key.type)];
    return types;
}

/// The same of a long report.
std::string in_long(const std::string& cell, const reading_rules& rules = rules_for(us))
{
    std::string types;
    for (const char* type : {"Negative feedback", "A-to-z claim", "Chargeback"}) {
        const auto all = good(long_header + first_columns + type + "," + "\"" + cell + "\"" + "\n", rules);
        CHECK(all.read.rows == 1);
        CHECK(all.read.complete);
        CHECK(all.warnings.empty());
        for (const observation& each : all.read.defects)
            types += "FAC"[static_cast<std::size_t>(each.key.type)];
    }
    return types;
}

void check_each(const std::vector<std::string>& cells, const std::string& defects)
{
    for (const std::string& cell : cells) {
        CAPTURE(cell);
        CHECK(wide(cell) == defects);
        CHECK(in_long(cell) == defects);
    }
}

TEST_SUITE_BEGIN("report/no_defect");

TEST_CASE("a rating of 3, 4 or 5 is not negative feedback, however it is written")
{
    check_each({"3",
                "4",
                "5",
                "3.0",
                "4,00",
                "５",
                "4 stars",
                "3 Stars",
                "5-star",
                "4 / 5",
                "3/5",
                "5 out of 5",
                "4.0 of 5 stars",
                "★★★",
                "★★★★☆",
                "⭐⭐⭐⭐⭐",
                "⭐\xEF\xB8\x8F⭐\xEF\xB8\x8F⭐\xEF\xB8\x8F",
                "★4",
                "3 ★",
                "★★★ (3)",
                "Rating: 4",
                "4 Sterne",
                "Bewertung: 3 von 5",
                "5 étoiles",
                "Note : 4/5",
                "3 estrellas",
                "4 de 5 estrellas",
                "4 stelle",
                "3 su 5",
                "星4つ",
                "5つ星のうち3.0",
                "評価：5",
                "4 sterren",
                "5 van 5",
                "3 gwiazdki",
                "4 z 5",
                "5 stjärnor",
                "4 av 5",
                "3 YILDIZ",
                "5 üzerinden 4",
                "4 estrelas",
                "5 de 5",
                "4颗星",
                "3星",
                " 5 ",
                "3 (Neutral)",
                "4*",
                "4 stars out of 5",
                "4 étoiles sur 5",
                "3 Sterne von 5",
                "★★★✩✩",
                "5; 4"},
               "AC");
}

TEST_CASE("a rating of 1 or 2 is a defect, and so is a text that is not clearly a rating")
{
    check_each({"1",
                "2",
                "1.0",
                "2,0",
                "１",
                "1 star",
                "2 stars",
                "1/5",
                "2 / 5",
                "★",
                "★★",
                "★★☆☆☆",
                "★☆☆☆☆",
                "2 von 5",
                "★2",
                "5つ星のうち1.0",
                "Rating: 2",
                "5; 1",
                "1;5",
                "5 1",
                "5 4",
                "4/10",
                "5/3",
                "6",
                "33",
                "3 days",
                "3 stars open",
                "3-4",
                "-3",
                "<4",
                "4+",
                "★★★★★★",
                "☆☆☆",
                "★☆★",
                "4.5",
                "4 of",
                "3%",
                "2 stars; 4 stars",
                "★★★ 2",
                ";",
                "5 / 5 / 1",
                "3 4.5stars",
                "2*",
                "****",
                "2 stars out of 5",
                "4 stars out of 10",
                "4 stars out of",
                "5 stars of 5 of 5",
                "3 ★★★★★★ stars"},
               "FAC");
}

TEST_CASE("removed and struck-through feedback is not a defect; of the other types it is one")
{
    check_each({"Removed", "REMOVED", "Struck through", "Struck-through", "Removed by Amazon", "Entfernt",
                "Durchgestrichen", "Supprimé", "Eliminada", "Rimosso", "削除済み", "Verwijderd", "Usunięta",
                "Borttagen", "KALDIRILDI", "Removida", "已移除", "已刪除", "5; Removed"},
               "AC");
}

TEST_CASE("denied and withdrawn claims are not defects; of the other types they are one")
{
    check_each({"Denied",    "denied.",       "Withdrawn",  "WITHDRAWN BY BUYER", "Claim denied",
                "Abgelehnt", "Zurückgezogen", "Refusée",    "Denegada",           "Respinto",
                "却下",      "取り下げ",      "Afgewezen",  "Ingetrokken",        "Odrzucono",
                "Wycofane",  "Avslaget",      "Återkallat", "Reddedildi",         "Geri Çekildi",
                "Negada",    "已拒绝",        "已撤銷"},
               "FC");
}

TEST_CASE("other states are defects, and so are cells whose facts contradict each other")
{
    check_each({"Granted", "Under review", "Open", "Closed", "Pending", "Appealed", "Not removed",
                "Not denied", "Denied; Granted", "1; Removed", "Withdrawn, reopened", "X", "Yes", "true",
                "00", "NA", "#N/A", "?"},
               "FAC");
}

TEST_CASE("dashes of every kind, alone or several, are not a defect")
{
    check_each({"-", "--", "---", "–", "—", "―", "−", "‐", "‑", "‒", "－", "ー", "—–", " — ", "\u00A0–\u00A0",
                "- -", "\u200B-"},
               "");
    check_each({"_", "/", ".", "-X", "- 1"}, "FAC");
}

TEST_CASE("the word for no of each language is not a defect")
{
    check_each({"No",   "Nein",   "Keine", "Non",    "Aucun", "Ninguno", "Nessuno", "いいえ", "無し", "Nee",
                "Geen", "Nie",    "BRAK",  "Nej",    "Inga",  "Hayır",   "HAYIR",   "hayir",  "Yok",  "Não",
                "NAO",  "FALSCH", "Fałsz", "Nenhum", "否",    "无",      "無",      "没有"},
               "");
}

TEST_CASE("configured words are not a defect in both layouts, of every type")
{
    reading_rules rules = rules_for(us);
    rules.columns["not_a_defect"] = {"Geschlossen", "Closed – no impact", "ŚREDNI", "9"};
    for (const char* cell :
         {"geschlossen", "GESCHLOSSEN", "closed - no impact", "średni", "9", "Geschlossen; 9"}) {
        CAPTURE(cell);
        CHECK(wide(cell, rules).empty());
        CHECK(in_long(cell, rules).empty());
    }
    CHECK(wide("Geschlossener", rules) == "FAC");
    CHECK(in_long("closed", rules) == "FAC");
}

TEST_CASE(
    "a long row without a status is a defect; one whose status says none changes no other defect of its order")
{
    for (const char* blank : {"", "\"\u00A0\"", "\"  \"", "=\"\""}) {
        CAPTURE(blank);
        CHECK(shown(good(long_header + first_columns + "Chargeback," + blank + "\n").read) ==
              "114-9015286-0066649 chargeback 2026-10-20 MFN Chargeback\n");
    }
    CHECK(
        shown(good(long_header + first_columns + "Negative feedback,5\n" + first_columns + "Chargeback,5\n" +
                   first_columns + "A-to-z claim,Denied\n" + first_columns + "A-to-z claim,Granted\n")
                  .read) == "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN Granted\n"
                            "114-9015286-0066649 chargeback 2026-10-20 MFN 5\n");
}

TEST_CASE("words count in the encodings of old reports too")
{
    CHECK(good("Order ID;Order Date;Chargeback\n114-9015286-0066649;2026-10-20;\x96\n", rules_for(germany))
              .read.defects.empty());
    CHECK(good("Order ID;Order Date;A-to-z\xA0"
               "claim\n114-9015286-0066649;2026-10-20;Zur\xFC"
               "ckgezogen\n",
               rules_for(germany))
              .read.defects.empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
