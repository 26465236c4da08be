// Swedish.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Ordernummer | Beställningsnummer | Order-ID | Beställnings-ID | Amazon-ordernummer"},
    {order_date, "Orderdatum | Beställningsdatum | Datum för beställning | Inköpsdatum | Köpdatum"},
    {fulfillment, "Levereras av | Skickas av | Skickat av | Levererad av | Leveranskanal"},
    {fulfillment, "Distribueras av"},
    {negative_feedback, "Negativ feedback | Negativ återkoppling | Negativt omdöme | Negativa omdömen"},
    {negative_feedback, "Negativ recension"},
    {a_to_z_claim, "A-till-Ö-garantianspråk | A-till-Ö-garanti | A-till-Ö-anspråk"},
    {a_to_z_claim, "A-till-z-garantianspråk | A-till-z-garanti | A-till-z-anspråk | A-till-z-krav"},
    {a_to_z_claim, "Anspråk enligt A-till-Ö-garantin | Anspråk enligt A-till-z-garantin"},
    {a_to_z_claim, "A-to-z-garantianspråk | A-to-z-anspråk"},
    {chargeback, "Återkrav | Återbetalningskrav | Återdebitering | Kreditkortsåterkrav"},
    {defect_type, "Typ av defekt | Defekttyp | Typ av fel"},
    {value, "Värde"},

    // Cells of the fulfillment column.
    {by_amazon, "Levereras av Amazon | Skickas av Amazon | Skickat av Amazon | Levererad av Amazon"},
    {by_amazon, "Distribueras av Amazon"},
    {by_seller, "Säljare | Säljaren | Levereras av säljaren | Skickas av säljaren | Skickat av säljaren"},
    {by_seller, "Levererad av säljaren"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Nej | Ingen | Inga | Inget | Falskt"},
    {feedback_removed, "Borttagen | Borttaget | Överstruken | Överstruket | Genomstruken | Genomstruket"},
    {claim_denied, "Avslaget | Avslagen | Avvisat | Avvisad | Nekat | Nekad"},
    {claim_withdrawn, "Återkallat | Återkallad | Tillbakadraget | Tillbakadragen"},
    {rating_word, "stjärna | stjärnor | betyg"},
    {out_of, "av"},

    // Words within dates.
    {january, "januari | jan"},
    {february, "februari | feb | febr"},
    {march, "mars | mar"},
    {april, "april | apr"},
    {may, "maj"},
    {june, "juni | jun"},
    {july, "juli | jul"},
    {august, "augusti | aug"},
    {september, "september | sept | sep"},
    {october, "oktober | okt"},
    {november, "november | nov"},
    {december, "december | dec"},
    {weekday, "måndag | tisdag | onsdag | torsdag | fredag | lördag | söndag"},
    {weekday, "mån | tis | ons | tors | tor | fre | lör | sön"},
    {weekday, "må | ti | to | lö | sö"},
    {date_filler, "den"},
    {time_word, "kl | klockan | fm | em"},
    {zone_word, "tid | sommartid | normaltid"},
});

}  // namespace

constinit const std::span<const term_row> swedish{rows};

}  // namespace defectd
