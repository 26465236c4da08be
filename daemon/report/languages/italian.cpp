// Italian.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Numero ordine | Numero dell'ordine | Numero d'ordine | ID ordine | ID dell'ordine"},
    {order_date, "Data ordine | Data dell'ordine | Data di acquisto"},
    {fulfillment, "Gestito da | Spedito da | Canale di gestione"},
    {negative_feedback, "Feedback negativo | Feedback negativi"},
    {a_to_z_claim, "Reclamo Garanzia dalla A alla Z | Reclami Garanzia dalla A alla Z"},
    {a_to_z_claim, "Reclamo ai sensi della Garanzia dalla A alla Z | Garanzia dalla A alla Z"},
    {chargeback, "Storno di addebito | Storni di addebito | Contestazione di addebito | Riaddebito"},
    {defect_type, "Tipo di difetto"},
    {value, "Valore | Stato"},

    // Cells of the fulfillment column.
    {by_amazon, "Logistica di Amazon | Gestito da Amazon | Spedito da Amazon"},
    {by_seller, "Venditore | Gestito dal venditore | Spedito dal venditore"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "No | Nessuno | Nessuna | Nessun | Falso"},
    {feedback_removed, "Rimosso | Feedback rimosso | Barrato"},
    {claim_denied, "Negato | Rifiutato | Respinto | Reclamo negato | Reclamo respinto | Reclamo rifiutato"},
    {claim_withdrawn, "Ritirato | Reclamo ritirato"},
    {rating_word, "stella | stelle | voto | valutazione | punteggio"},
    {out_of, "su"},

    // Words within dates.
    {january, "gennaio | gen"},
    {february, "febbraio | feb | febbr"},
    {march, "marzo | mar"},
    {april, "aprile | apr"},
    {may, "maggio | mag"},
    {june, "giugno | giu"},
    {july, "luglio | lug"},
    {august, "agosto | ago"},
    {september, "settembre | sett | set"},
    {october, "ottobre | ott"},
    {november, "novembre | nov"},
    {december, "dicembre | dic"},
    {weekday, "lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica"},
    {weekday, "lun | mar | mer | gio | ven | sab | dom"},
    {date_filler, "il | di"},
    {time_word, "alle | all | alla | ore | h"},
    {zone_word, "ora | tempo"},
});

}  // namespace

constinit const std::span<const term_row> italian{rows};

}  // namespace defectd
