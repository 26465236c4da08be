#include "layout.hpp"

#include "reading.hpp"

namespace defectd {
namespace {

using namespace test;

TEST_SUITE_BEGIN("report/layout");

struct header_row {
    const char* language;
    const char* id;
    const char* date;
    const char* channel;
    const char* feedback;
    const char* claim;
    const char* chargeback;
    const char* type;
    const char* value;
};

const header_row languages[] = {
    {"en", "Order ID", "Order date", "Fulfilled by", "Negative feedback", "A-to-z Guarantee claim",
     "Chargeback claim", "Defect type", "Status"},
    {"en page", "order-id", "purchase_date", "FULFILLMENT CHANNEL", "Negative Feedback (1-2 stars)",
     "A-to-Z Claims", "Chargeback Status", "Type of defect", "Value"},
    {"de", "Bestellnummer", "Bestelldatum", "Versand durch", "Negative Bewertung", "A-bis-z-Garantieantrag",
     "Rückbuchung", "Mangelart", "Status"},
    {"fr", "Numéro de commande", "Date de commande", "Expédié par", "Évaluation négative",
     "Réclamation Garantie A à z", "Rétrofacturation", "Type de défaut", "Statut"},
    {"es", "Número de pedido", "Fecha del pedido", "Gestionado por", "Valoración negativa",
     "Reclamación de garantía de la A a la Z", "Contracargo", "Tipo de defecto", "Estado"},
    {"it", "Numero ordine", "Data dell'ordine", "Gestito da", "Feedback negativo",
     "Reclamo Garanzia dalla A alla Z", "Storno di addebito", "Tipo di difetto", "Stato"},
    {"ja", "注文番号", "注文日", "出荷元", "低い評価", "Amazonマーケットプレイス保証申請", "チャージバック",
     "不良の種類", "ステータス"},
};

TEST_CASE("wide reports have their headers in six languages, for every separator")
{
    for (const header_row& h : languages)
        for (const char* separator : {"\t", ",", ";"}) {
            CAPTURE(h.language);
            CAPTURE(separator);
            std::string text;
            for (const char* name : {h.id, h.date, h.channel, h.feedback, h.claim})
                text += std::string("\"") + name + "\"" + separator;
            text += h.chargeback + std::string("\n");
            for (const char* cell : {"114-9015286-0066649", "2026-10-20", "MFN", "1", "2"})
                text += cell + std::string(separator);
            const auto all = good(text + "3\n");
            CHECK(shown(all.read) == "114-9015286-0066649 negative_feedback 2026-10-20 MFN 1\n"
                                     "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN 2\n"
                                     "114-9015286-0066649 chargeback 2026-10-20 MFN 3\n");
        }
}

TEST_CASE("long reports name the types in six languages")
{
    for (const header_row& h : languages) {
        CAPTURE(h.language);
        std::string text = h.id + std::string("\t") + h.date + "\t" + h.type + "\t" + h.value + "\n";
        for (const char* type : {h.feedback, h.claim, h.chargeback})
            text += std::string("114-9015286-0066649\t2026-10-20\t") + type + "\topen\n";
        CHECK(shown(good(text).read) == "114-9015286-0066649 negative_feedback 2026-10-20 MFN open\n"
                                        "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN open\n"
                                        "114-9015286-0066649 chargeback 2026-10-20 MFN open\n");
    }
}

TEST_CASE("header names ignore case, spaces, punctuation, accents and width")
{
    for (const char* name :
         {"Numéro de commande", "NUMERO DE COMMANDE", "numero-de-commande", "Nume\xCC\x81ro de commande",
          "  numéro_de.commande: ", "Ｎｕｍｅｒｏ　ｄｅ　ｃｏｍｍａｎｄｅ", "NUMÉRO\u00A0DE COMMANDE"}) {
        CAPTURE(name);
        CHECK(good(std::string(name) + "\tOrder Date\tChargeback\n").read.covers.count() == 1);
    }
}

TEST_CASE("the columns of the page Orders with Defects are read, the unknown ones ignored")
{
    const auto all =
        good("Order ID,Order date,Fulfilled by,Pre-fulfillment cancellation,Late shipment,Negative feedback,"
             "A-to-z Guarantee claim,Chargeback claim\n"
             "114-9015286-0066649,\"Oct 20, 2026\",Seller,X,X,,,X\n");
    CHECK(shown(all.read) == "114-9015286-0066649 chargeback 2026-10-20 MFN X\n");
}

TEST_CASE("commas within the header names do not make them columns")
{
    const auto all = good("Bestellnummer;Bestelldatum;Kommentar, Text, Sterne, mehr;Rückbuchung\n"
                          "114-9015286-0066649;20.10.2026;;X\n",
                          rules_for(germany));
    CHECK(all.read.defects.size() == 1);
}

TEST_CASE("configured header names take precedence over built-in ones")
{
    reading_rules rules = rules_for(us);
    rules.columns = {{"order_id", {"Commande n°"}},
                     {"order_date", {"Quand"}},
                     {"chargeback", {"CB", "Negative Feedback"}}};
    const auto all = good("commande N°,QUAND,negative feedback\n114-9015286-0066649,2026-10-20,X\n", rules);
    CHECK(shown(all.read) == "114-9015286-0066649 chargeback 2026-10-20 MFN X\n");
}

TEST_CASE("a configured name of punctuation only matches nothing")
{
    reading_rules rules = rules_for(us);
    rules.columns = {{"order_id", {"---", ""}}};
    CHECK(good("Order ID,Order Date,,Chargeback,\n", rules).read.rows == 0);
}

struct missing_row {
    const char* header;
    const char* named;
};

TEST_CASE("a missing mandatory column is rejected, naming what was found and what was expected")
{
    const missing_row rows[] = {
        {"Order Date,Chargeback\n", "order_id"},
        {"Order ID,Chargeback\n", "order_date"},
        {"Order ID,Order Date,Status\n", "defect_type"},
        {"Date,Rating,Comments,Your Response,Order ID,Rater Email\n", "order_date"},
        {"nothing", "order_id"},
    };
    for (const missing_row& row : rows) {
        CAPTURE(row.header);
        const rejection why = rejected(row.header);
        CHECK(why.code == rejection_code::missing_column);
        CHECK(why.line == 1);
        CAPTURE(why.message);
        CHECK(why.message.find(row.named) != std::string::npos);
        CHECK(why.message.find("columns") != std::string::npos);
    }
    CHECK(rejected("Order ID,When,Chargeback\n").message.find("\"When\"") != std::string::npos);
    CHECK(rejected("Order ID,When,Chargeback\n").message.find("\"Order Date\"") != std::string::npos);
}

TEST_CASE("the message about a report without a header contains no order")
{
    const rejection why = rejected("114-9015286-0066649,2026-10-20,Seller,jo@example.com,,\n");
    CHECK(why.code == rejection_code::missing_column);
    CHECK(why.message.find("0066649") == std::string::npos);
    CHECK(why.message.find('@') == std::string::npos);
}

TEST_CASE("two columns of one meaning are rejected")
{
    for (const char* header :
         {"Order ID,Order Date,Chargeback,Amazon Order ID\n", "Order ID,Order Date,Chargeback,Rückbuchung\n",
          "Order ID,Order Date,Purchase Date,Chargeback\n",
          "Order ID,Order Date,Defect type,Status,Value\n"}) {
        CAPTURE(header);
        const rejection why = rejected(header);
        CHECK(why.code == rejection_code::repeated_column);
        CHECK(why.message.find("columns ") == 0);
    }
    // A wide report reads neither of them.
    CHECK(good("Order ID,Order Date,Chargeback,Status,Value,Status\n").read.rows == 0);
}

TEST_CASE("a message stays short however many columns there are")
{
    std::string header;
    for (int i = 0; i < 10'000; ++i)
        header += "column " + std::string(50, 'x') + std::to_string(i % 10) + (i % 2 == 0 ? "," : ";");
    CHECK(rejected(header + "\n").code == rejection_code::missing_column);
    std::string short_names;
    for (int i = 0; i < 10'000; ++i)
        short_names += "c,";
    const rejection why = rejected(short_names + "\n");
    CHECK(why.message.size() < 1000);
    CHECK(why.message.find("and 9989 more") != std::string::npos);
    CHECK(good(short_names + "Order ID,Order Date,Chargeback\n" + std::string(10'000, ',') +
               "114-9015286-0066649,2026-10-20,X\n")
              .read.defects.size() == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
