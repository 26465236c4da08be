#include "languages/language.hpp"

#include <map>
#include <set>

#include "cells/cell_words.hpp"
#include "cells/date_words.hpp"
#include "cells/fold.hpp"
#include "reading.hpp"

namespace defectd {
namespace {

using namespace test;

/// The words of a range of terms, folded, with the terms each stands for.
std::map<std::string, std::set<int>> terms_by_word(term first, term last)
{
    std::map<std::string, std::set<int>> terms;
    for (int what = static_cast<int>(first); what <= static_cast<int>(last); ++what)
        for (const std::string_view word : words_for(static_cast<term>(what)))
            terms[fold_name(word)].insert(what);
    return terms;
}

TEST_SUITE_BEGIN("report/languages");

TEST_CASE("no word of a language is empty")
{
    for (int what = 0; what <= static_cast<int>(term::zone_word); ++what) {
        const auto words = words_for(static_cast<term>(what));
        CHECK_FALSE(words.empty());
        for (const std::string_view word : words) {
            CAPTURE(word);
            CHECK_FALSE(fold_name(word).empty());
        }
    }
}

TEST_CASE("no header name has two meanings, no fulfillment word two channels, no month name two months")
{
    for (const auto& [first, last] :
         {std::pair(term::negative_feedback, term::value), std::pair(term::by_amazon, term::by_seller),
          std::pair(term::january, term::december)})
        for (const auto& [word, terms] : terms_by_word(first, last)) {
            CAPTURE(word);
            CHECK(terms.size() == 1);
        }
}

TEST_CASE("every language names every month, and only two words are a month and a weekday")
{
    for (int month = static_cast<int>(term::january); month <= static_cast<int>(term::december); ++month)
        CHECK(words_for(static_cast<term>(month)).size() >= 11);
    std::set<std::string> both;
    for (const auto& [word, terms] : terms_by_word(term::january, term::weekday))
        if (terms.size() > 1)
            both.insert(word);
    CHECK(both == std::set<std::string>{"mar", "paz"});
    for (const char* other : {"", "n", "no", "ovember", "novdec", "monday"})
        CHECK(find_date_word(other).month == 0);
}

TEST_CASE("a word for no defect is not a header, no channel and no defect type")
{
    const header_names names({});
    const channel_words channels({});
    const type_words types(names);
    for (const std::string_view word : words_for(term::no)) {
        CAPTURE(word);
        CHECK(names.of(word) == meaning::none);
        CHECK_FALSE(channels.of(word).has_value());
        CHECK_FALSE(types.of(word).has_value());
    }
}

struct header_row {
    const char* language;
    const char* header;  ///< id, date, channel, feedback, A-to-z, chargeback
    const char* long_header;
    const char* seller;
    const char* amazon;
    const char* type;
};

const header_row header_rows[] = {
    {"Dutch", "Bestelnummer;Besteldatum;Verzonden door;Negatieve feedback;A-tot-z-garantieclaim;Chargeback",
     "Ordernummer;Orderdatum;Verzonden door;Type defect;Waarde", "Verkoper", "Verzonden door Amazon",
     "A-tot-z-garantieclaim"},
    {"Polish",
     "Numer zamówienia;Data zamówienia;Realizowane przez;Negatywna opinia;Roszczenie z tytułu gwarancji od A do "
     "Z;Obciążenie zwrotne",
     "NR ZAMÓWIENIA;DATA ZAKUPU;KANAŁ REALIZACJI;RODZAJ WADY;WARTOŚĆ", "Sprzedawca",
     "Realizowane przez Amazon", "Roszczenie A–Z"},
    {"Swedish", "Ordernummer;Beställningsdatum;Skickas av;Negativt omdöme;A-till-z-garantianspråk;Återkrav",
     "Order-ID;Orderdatum;Levereras av;Typ av fel;Värde", "Säljare", "Skickas av Amazon", "A-till-Ö-garanti"},
    {"Turkish",
     "Sipariş numarası;Sipariş tarihi;Gönderen;Olumsuz geri bildirim;A'dan Z'ye Garanti talebi;Ters ibraz",
     "SİPARİŞ NUMARASI;SİPARİŞ TARİHİ;GÖNDEREN;KUSUR TÜRÜ;DURUM", "SATICI", "Amazon Lojistik",
     "A’dan Z’ye Garanti talebi"},
    {"Portuguese",
     "Número do pedido;Data do pedido;Enviado por;Avaliação negativa;Reivindicação da Garantia de A a Z;Estorno",
     "ID do pedido;Data da compra;Enviado por;Tipo de defeito;Situação", "Vendedor", "Enviado pela Amazon",
     "Reclamação da Garantia de A a Z"},
    {"Chinese", "订单编号;下单日期;配送方式;负面反馈;亚马逊商城交易保障索赔;信用卡拒付",
     "订单号;订单日期;配送渠道;缺陷类型;状态", "卖家", "亚马逊", "亚马逊商城交易保障索赔"},
    {"traditional Chinese", "訂單編號;訂單日期;配送方式;負面評價;亞馬遜商城交易保障索賠;信用卡拒付",
     "訂單編號;購買日期;配送方式;缺陷類型;狀態", "賣家", "亞馬遜", "A-to-z索賠"},
};

TEST_CASE("wide reports are read by the header names and fulfillment words of each language")
{
    for (const header_row& row : header_rows) {
        CAPTURE(row.language);
        const auto all = good(std::string(row.header) + "\n114-9015286-0066649;2026-10-20;" + row.seller +
                                  ";1;;X\n114-9015286-0066650;2026-10-20;" + row.amazon + ";;X;\n",
                              rules_for(germany, fulfillment::all));
        CHECK(shown(all.read) == "114-9015286-0066649 negative_feedback 2026-10-20 MFN 1\n"
                                 "114-9015286-0066649 chargeback 2026-10-20 MFN X\n"
                                 "114-9015286-0066650 a_to_z_claim 2026-10-20 AFN X\n");
        CHECK(all.warnings.empty());
    }
}

TEST_CASE("long reports are read by the header names and defect types of each language")
{
    for (const header_row& row : header_rows) {
        CAPTURE(row.language);
        const auto all = good(std::string(row.long_header) + "\n114-9015286-0066649;2026-10-20;" +
                              row.seller + ";" + row.type + ";Open\n");
        CHECK(shown(all.read) == "114-9015286-0066649 a_to_z_claim 2026-10-20 MFN Open\n");
        CHECK(all.warnings.empty());
    }
}

struct phrase_row {
    const char* phrase;
    fulfillment channel;
};

TEST_CASE("phrases name the channel")
{
    const channel_words channels({});
    const phrase_row rows[] = {
        {"Fulfilled by Merchant", fulfillment::mfn},
        {"seller-fulfilled", fulfillment::mfn},
        {"AMAZON_NA", fulfillment::afn},
        {"Versand durch Verkäufer", fulfillment::mfn},
        {"Expédié par le vendeur", fulfillment::mfn},
        {"Gestionado por Amazon", fulfillment::afn},
        {"Spedito dal venditore", fulfillment::mfn},
        {"出品者出荷", fulfillment::mfn},
        {"アマゾン", fulfillment::afn},
        {"Verzonden door verkoper", fulfillment::mfn},
        {"卖家自配送", fulfillment::mfn},
        {"SPRZEDAJĄCY", fulfillment::mfn},
    };
    for (const phrase_row& row : rows) {
        CAPTURE(row.phrase);
        CHECK(channels.of(row.phrase) == row.channel);
    }
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
