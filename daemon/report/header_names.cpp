#include "header_names.hpp"

#include <array>

#include "defectd/base/assert.hpp"
#include "fold.hpp"

namespace defectd {
namespace {

struct known_name {
    meaning what;
    std::string_view name;
};

// One spelling a line is enough: case, spaces, punctuation and accents do not count.
constexpr std::array known_names = std::to_array<known_name>({
    {meaning::order_id, "Order ID"},
    {meaning::order_id, "Amazon Order ID"},
    {meaning::order_id, "Order Identifier"},
    {meaning::order_id, "Order Number"},
    {meaning::order_id, "Bestellnummer"},
    {meaning::order_id, "Bestell-ID"},
    {meaning::order_id, "Amazon-Bestellnummer"},
    {meaning::order_id, "Numéro de commande"},
    {meaning::order_id, "N° de commande"},
    {meaning::order_id, "ID de commande"},
    {meaning::order_id, "Identifiant de commande"},
    {meaning::order_id, "Número de pedido"},
    {meaning::order_id, "Número del pedido"},
    {meaning::order_id, "N.º de pedido"},
    {meaning::order_id, "ID de pedido"},
    {meaning::order_id, "ID del pedido"},
    {meaning::order_id, "Identificador de pedido"},
    {meaning::order_id, "Numero ordine"},
    {meaning::order_id, "Numero dell'ordine"},
    {meaning::order_id, "Numero d'ordine"},
    {meaning::order_id, "ID ordine"},
    {meaning::order_id, "ID dell'ordine"},
    {meaning::order_id, "注文番号"},
    {meaning::order_id, "注文ID"},
    {meaning::order_id, "Amazon注文番号"},
    {meaning::order_id, "订单编号"},

    {meaning::order_date, "Order Date"},
    {meaning::order_date, "Date of Order"},
    {meaning::order_date, "Purchase Date"},
    {meaning::order_date, "Bestelldatum"},
    {meaning::order_date, "Datum der Bestellung"},
    {meaning::order_date, "Kaufdatum"},
    {meaning::order_date, "Date de commande"},
    {meaning::order_date, "Date de la commande"},
    {meaning::order_date, "Date d'achat"},
    {meaning::order_date, "Fecha de pedido"},
    {meaning::order_date, "Fecha del pedido"},
    {meaning::order_date, "Fecha de compra"},
    {meaning::order_date, "Data ordine"},
    {meaning::order_date, "Data dell'ordine"},
    {meaning::order_date, "Data di acquisto"},
    {meaning::order_date, "注文日"},
    {meaning::order_date, "注文日時"},
    {meaning::order_date, "注文日付"},
    {meaning::order_date, "購入日"},

    {meaning::fulfillment, "Fulfilled By"},
    {meaning::fulfillment, "Fulfillment"},
    {meaning::fulfillment, "Fulfilment"},
    {meaning::fulfillment, "Fulfillment Channel"},
    {meaning::fulfillment, "Fulfilment Channel"},
    {meaning::fulfillment, "Fulfillment Method"},
    {meaning::fulfillment, "Fulfilment Method"},
    {meaning::fulfillment, "Versand durch"},
    {meaning::fulfillment, "Versandart"},
    {meaning::fulfillment, "Versandkanal"},
    {meaning::fulfillment, "Expédié par"},
    {meaning::fulfillment, "Canal d'expédition"},
    {meaning::fulfillment, "Canal de distribution"},
    {meaning::fulfillment, "Traité par"},
    {meaning::fulfillment, "Gestionado por"},
    {meaning::fulfillment, "Gestión logística"},
    {meaning::fulfillment, "Canal de gestión logística"},
    {meaning::fulfillment, "Enviado por"},
    {meaning::fulfillment, "Gestito da"},
    {meaning::fulfillment, "Spedito da"},
    {meaning::fulfillment, "Canale di gestione"},
    {meaning::fulfillment, "出荷元"},
    {meaning::fulfillment, "配送元"},
    {meaning::fulfillment, "フルフィルメント"},
    {meaning::fulfillment, "フルフィルメントチャネル"},

    {meaning::negative_feedback, "Negative Feedback"},
    {meaning::negative_feedback, "Negative Feedback (1-2 stars)"},
    {meaning::negative_feedback, "Negative Feedbacks"},
    {meaning::negative_feedback, "Negative Bewertung"},
    {meaning::negative_feedback, "Negative Bewertungen"},
    {meaning::negative_feedback, "Negatives Feedback"},
    {meaning::negative_feedback, "Negative Verkäuferbewertung"},
    {meaning::negative_feedback, "Évaluation négative"},
    {meaning::negative_feedback, "Évaluations négatives"},
    {meaning::negative_feedback, "Commentaire négatif"},
    {meaning::negative_feedback, "Commentaires négatifs"},
    {meaning::negative_feedback, "Valoración negativa"},
    {meaning::negative_feedback, "Valoraciones negativas"},
    {meaning::negative_feedback, "Comentario negativo"},
    {meaning::negative_feedback, "Comentarios negativos"},
    {meaning::negative_feedback, "Feedback negativo"},
    {meaning::negative_feedback, "Feedback negativi"},
    {meaning::negative_feedback, "低い評価"},
    {meaning::negative_feedback, "低評価"},
    {meaning::negative_feedback, "否定的な評価"},

    {meaning::a_to_z_claim, "A-to-z Guarantee claim"},
    {meaning::a_to_z_claim, "A-to-z Guarantee claims"},
    {meaning::a_to_z_claim, "A-to-z claim"},
    {meaning::a_to_z_claim, "A-to-z claims"},
    {meaning::a_to_z_claim, "A-to-z Guarantee"},
    {meaning::a_to_z_claim, "A to Z"},
    {meaning::a_to_z_claim, "A-bis-z-Garantieantrag"},
    {meaning::a_to_z_claim, "A-bis-z-Garantieanträge"},
    {meaning::a_to_z_claim, "A-bis-z-Garantie-Antrag"},
    {meaning::a_to_z_claim, "A-bis-z-Garantie"},
    {meaning::a_to_z_claim, "A-bis-z-Antrag"},
    {meaning::a_to_z_claim, "A-bis-z-Anträge"},
    {meaning::a_to_z_claim, "Réclamation Garantie A à z"},
    {meaning::a_to_z_claim, "Réclamations Garantie A à z"},
    {meaning::a_to_z_claim, "Réclamation au titre de la Garantie A à z"},
    {meaning::a_to_z_claim, "Garantie A à z"},
    {meaning::a_to_z_claim, "Reclamación de garantía de la A a la Z"},
    {meaning::a_to_z_claim, "Reclamaciones de garantía de la A a la Z"},
    {meaning::a_to_z_claim, "Reclamación de la Garantía de la A a la Z"},
    {meaning::a_to_z_claim, "Reclamación A-to-z"},
    {meaning::a_to_z_claim, "Garantía de la A a la Z"},
    {meaning::a_to_z_claim, "Reclamo Garanzia dalla A alla Z"},
    {meaning::a_to_z_claim, "Reclami Garanzia dalla A alla Z"},
    {meaning::a_to_z_claim, "Reclamo ai sensi della Garanzia dalla A alla Z"},
    {meaning::a_to_z_claim, "Garanzia dalla A alla Z"},
    {meaning::a_to_z_claim, "Amazonマーケットプレイス保証申請"},
    {meaning::a_to_z_claim, "マーケットプレイス保証申請"},
    {meaning::a_to_z_claim, "マーケットプレイス保証"},
    {meaning::a_to_z_claim, "Amazonマーケットプレイス保証"},

    {meaning::chargeback, "Chargeback claim"},
    {meaning::chargeback, "Chargeback claims"},
    {meaning::chargeback, "Chargeback"},
    {meaning::chargeback, "Chargebacks"},
    {meaning::chargeback, "Chargeback Status"},
    {meaning::chargeback, "Service chargeback"},
    {meaning::chargeback, "Service chargeback claim"},
    {meaning::chargeback, "Credit card chargeback"},
    {meaning::chargeback, "Rückbuchung"},
    {meaning::chargeback, "Rückbuchungen"},
    {meaning::chargeback, "Kreditkartenrückbuchung"},
    {meaning::chargeback, "Rückbuchungsantrag"},
    {meaning::chargeback, "Rétrofacturation"},
    {meaning::chargeback, "Rétrofacturations"},
    {meaning::chargeback, "Rejet de débit"},
    {meaning::chargeback, "Contestation de paiement"},
    {meaning::chargeback, "Devolución de cargo"},
    {meaning::chargeback, "Devoluciones de cargo"},
    {meaning::chargeback, "Contracargo"},
    {meaning::chargeback, "Retrocesión de cargo"},
    {meaning::chargeback, "Storno di addebito"},
    {meaning::chargeback, "Storni di addebito"},
    {meaning::chargeback, "Contestazione di addebito"},
    {meaning::chargeback, "Riaddebito"},
    {meaning::chargeback, "チャージバック"},
    {meaning::chargeback, "チャージバック申請"},
    {meaning::chargeback, "クレジットカードのチャージバック"},

    {meaning::defect_type, "Defect Type"},
    {meaning::defect_type, "Type of Defect"},
    {meaning::defect_type, "Defect Category"},
    {meaning::defect_type, "Mangelart"},
    {meaning::defect_type, "Art des Mangels"},
    {meaning::defect_type, "Type de défaut"},
    {meaning::defect_type, "Type de défaillance"},
    {meaning::defect_type, "Tipo de defecto"},
    {meaning::defect_type, "Tipo di difetto"},
    {meaning::defect_type, "不良の種類"},
    {meaning::defect_type, "欠陥の種類"},
    {meaning::defect_type, "欠陥タイプ"},

    {meaning::value, "Value"},
    {meaning::value, "Status"},
    {meaning::value, "Defect Status"},
    {meaning::value, "Wert"},
    {meaning::value, "Valeur"},
    {meaning::value, "Statut"},
    {meaning::value, "Valor"},
    {meaning::value, "Estado"},
    {meaning::value, "Valore"},
    {meaning::value, "Stato"},
    {meaning::value, "値"},
    {meaning::value, "状態"},
    {meaning::value, "ステータス"},
});

constexpr std::array meanings{meaning::negative_feedback, meaning::a_to_z_claim, meaning::chargeback,
                              meaning::order_id,          meaning::order_date,   meaning::fulfillment,
                              meaning::defect_type,       meaning::value};

}  // namespace

std::string_view name_of(meaning what) noexcept
{
    switch (what) {
    case meaning::negative_feedback: return "negative_feedback";
    case meaning::a_to_z_claim: return "a_to_z_claim";
    case meaning::chargeback: return "chargeback";
    case meaning::order_id: return "order_id";
    case meaning::order_date: return "order_date";
    case meaning::fulfillment: return "fulfillment";
    case meaning::defect_type: return "defect_type";
    case meaning::value: return "value";
    case meaning::none: return "none";
    }
    DEFECTD_ASSERT(false);
}

std::optional<defect_type> type_of(meaning what) noexcept
{
    if (static_cast<std::size_t>(what) < defect_type_count)
        return static_cast<defect_type>(what);
    return std::nullopt;
}

std::vector<std::string_view> usual_names(meaning what)
{
    std::vector<std::string_view> names;
    for (const known_name& known : known_names)
        if (known.what == what)
            names.push_back(known.name);
    return names;
}

header_names::header_names(const more_words& more)
{
    for (const meaning what : meanings)
        if (const auto found = more.find(std::string(name_of(what))); found != more.end())
            for (const std::string& name : found->second)
                meanings_.emplace(folded_name(name), what);
    for (const known_name& known : known_names)
        meanings_.emplace(folded_name(known.name), known.what);
    meanings_.erase(std::string());  // a name of punctuation only would match every empty one
}

meaning header_names::of(std::string_view name) const
{
    const auto found = meanings_.find(folded_name(name));
    return found == meanings_.end() ? meaning::none : found->second;
}

}  // namespace defectd
