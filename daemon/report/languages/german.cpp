// German.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Bestellnummer | Bestell-ID | Amazon-Bestellnummer"},
    {order_date, "Bestelldatum | Datum der Bestellung | Kaufdatum"},
    {fulfillment, "Versand durch | Versandart | Versandkanal"},
    {negative_feedback, "Negative Bewertung | Negative Bewertungen | Negatives Feedback"},
    {negative_feedback, "Negative Verkäuferbewertung"},
    {a_to_z_claim, "A-bis-z-Garantieantrag | A-bis-z-Garantieanträge | A-bis-z-Garantie-Antrag"},
    {a_to_z_claim, "A-bis-z-Garantie | A-bis-z-Antrag | A-bis-z-Anträge"},
    {chargeback, "Rückbuchung | Rueckbuchung | Rückbuchungen | Kreditkartenrückbuchung | Rückbuchungsantrag"},
    {defect_type, "Mangelart | Art des Mangels"},
    {value, "Wert"},

    // Cells of the fulfillment column.
    {by_amazon, "Versand durch Amazon"},
    {by_seller,
     "Verkäufer | Händler | Verkaeufer | Haendler | Versand durch Verkäufer | Versand durch Händler"},
    {by_seller, "Versand durch den Verkäufer | Versand durch den Händler"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Nein | Kein | Keine | Falsch"},
    {feedback_removed, "Entfernt | Bewertung entfernt | Durchgestrichen"},
    {claim_denied, "Abgelehnt | Antrag abgelehnt"},
    {claim_withdrawn, "Zurückgezogen | Zurueckgezogen | Antrag zurückgezogen"},
    {rating_word, "Stern | Sterne | Sternen | Bewertung | neutral | positiv"},
    {out_of, "von"},

    // Words within dates.
    {january, "Januar | Jan | Jänner | Jaenner | Jän"},
    {february, "Februar | Feb | Febr | Feber"},
    {march, "März | Maerz | Mär | Mrz"},
    {april, "April | Apr"},
    {may, "Mai"},
    {june, "Juni | Jun"},
    {july, "Juli | Jul"},
    {august, "August | Aug"},
    {september, "September | Sept | Sep"},
    {october, "Oktober | Okt"},
    {november, "November | Nov"},
    {december, "Dezember | Dez"},
    {weekday, "Montag | Dienstag | Mittwoch | Donnerstag | Freitag | Samstag | Sonnabend | Sonntag"},
    {weekday, "Mo | Di | Mi | Do | Fr | Sa | So"},
    {date_filler, "den | am | vom"},
    {time_word, "um | gegen | Uhr"},
    {zone_word, "Zeit | Sommerzeit | Weltzeit"},
});

}  // namespace

constinit const std::span<const term_row> german{rows};

}  // namespace defectd
