// Polish.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Numer zamówienia | Nr zamówienia | Identyfikator zamówienia | ID zamówienia"},
    {order_date, "Data zamówienia | Data złożenia zamówienia | Data zakupu"},
    {fulfillment, "Realizowane przez | Zrealizowane przez | Wysyłane przez | Wysłane przez"},
    {fulfillment, "Kanał realizacji | Sposób realizacji"},
    {negative_feedback, "Negatywna opinia | Negatywne opinie | Opinia negatywna | Opinie negatywne"},
    {negative_feedback, "Negatywny komentarz | Negatywne komentarze"},
    {a_to_z_claim, "Roszczenie z gwarancji od A do Z | Roszczenie z tytułu gwarancji od A do Z"},
    {a_to_z_claim, "Roszczenia z tytułu gwarancji od A do Z | Roszczenie w ramach gwarancji od A do Z"},
    {a_to_z_claim, "Roszczenie A–Z | Roszczenia A–Z | Roszczenie od A do Z | Gwarancja od A do Z"},
    {chargeback, "Obciążenie zwrotne | Obciążenia zwrotne | Obciążenie zwrotne karty kredytowej"},
    {defect_type, "Typ wady | Rodzaj wady | Typ defektu | Rodzaj defektu"},
    {value, "Wartość"},

    // Cells of the fulfillment column.
    {by_amazon, "Realizowane przez Amazon | Zrealizowane przez Amazon | Wysyłane przez Amazon"},
    {by_amazon, "Wysłane przez Amazon | Realizacja przez Amazon"},
    {by_seller, "Sprzedawca | Sprzedający | Realizowane przez sprzedawcę | Zrealizowane przez sprzedawcę"},
    {by_seller, "Wysyłane przez sprzedawcę | Wysłane przez sprzedawcę"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Nie | Brak | Fałsz"},
    {feedback_removed, "Usunięto | Usunięta | Usunięty | Usunięte | Opinia usunięta"},
    {feedback_removed, "Przekreślono | Przekreślona | Przekreślony"},
    {claim_denied, "Odrzucono | Odrzucone | Roszczenie odrzucone"},
    {claim_withdrawn, "Wycofano | Wycofane | Roszczenie wycofane"},
    {rating_word, "gwiazdka | gwiazdki | gwiazdek | ocena"},
    {out_of, "na | z"},

    // Words within dates.  Months are in the nominative, in the genitive, which dates use, and abbreviated.
    {january, "styczeń | stycznia | sty"},
    {february, "luty | lutego | lut"},
    {march, "marzec | marca | mar"},
    {april, "kwiecień | kwietnia | kwi"},
    {may, "maj | maja"},
    {june, "czerwiec | czerwca | cze"},
    {july, "lipiec | lipca | lip"},
    {august, "sierpień | sierpnia | sie"},
    {september, "wrzesień | września | wrz"},
    {october, "październik | października | paź"},
    {november, "listopad | listopada | lis"},
    {december, "grudzień | grudnia | gru"},
    {weekday, "poniedziałek | wtorek | środa | czwartek | piątek | sobota | niedziela"},
    {weekday, "pon | pn | wt | śr | czw | cz | pt | sob | so | niedz | nd"},
    {date_filler, "dnia | r | roku"},
    {time_word, "o | godz | godzina | godzinie"},
    {zone_word, "czas"},
});

}  // namespace

constinit const std::span<const term_row> polish{rows};

}  // namespace defectd
