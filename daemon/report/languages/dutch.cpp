// Dutch.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Bestelnummer | Ordernummer | Bestel-ID | Order-ID | Amazon-bestelnummer"},
    {order_date, "Besteldatum | Orderdatum | Datum van bestelling | Aankoopdatum"},
    {fulfillment, "Verzonden door | Afgehandeld door | Verzending door | Verzendkanaal | Afhandelingskanaal"},
    {negative_feedback, "Negatieve feedback | Negatieve beoordeling | Negatieve beoordelingen"},
    {negative_feedback, "Negatieve verkopersfeedback"},
    {a_to_z_claim, "A-tot-z-garantieclaim | A-tot-z-garantieclaims | A-tot-z-claim | A-tot-z-claims"},
    {a_to_z_claim, "Claim op grond van de A-tot-z-garantie | A-tot-z-garantie"},
    {chargeback, "Terugvordering | Terugvorderingen | Terugboeking | Terugboekingen"},
    {chargeback, "Creditcardterugvordering | Chargebackclaim"},
    {defect_type, "Type defect | Soort defect | Defecttype"},
    {value, "Waarde"},

    // Cells of the fulfillment column.
    {by_amazon, "Verzonden door Amazon | Verzending door Amazon | Afgehandeld door Amazon"},
    {by_seller, "Verkoper | Verzonden door verkoper | Verzonden door de verkoper | Verzending door verkoper"},
    {by_seller, "Afgehandeld door verkoper | Afgehandeld door de verkoper"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Nee | Geen | Onwaar"},
    {feedback_removed, "Verwijderd | Feedback verwijderd | Doorgestreept | Doorgehaald"},
    {claim_denied, "Afgewezen | Geweigerd | Claim afgewezen | Claim geweigerd"},
    {claim_withdrawn, "Ingetrokken | Claim ingetrokken"},
    {rating_word, "ster | sterren | beoordeling"},
    {out_of, "van"},

    // Words within dates.
    {january, "januari | jan"},
    {february, "februari | feb"},
    {march, "maart | mrt"},
    {april, "april | apr"},
    {may, "mei"},
    {june, "juni | jun"},
    {july, "juli | jul"},
    {august, "augustus | aug"},
    {september, "september | sept | sep"},
    {october, "oktober | okt"},
    {november, "november | nov"},
    {december, "december | dec"},
    {weekday, "maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag"},
    {weekday, "ma | di | wo | do | vr | za | zo"},
    {date_filler, "op"},
    {time_word, "om | uur"},
    {zone_word, "tijd | zomertijd | wereldtijd"},
});

}  // namespace

constinit const std::span<const term_row> dutch{rows};

}  // namespace defectd
