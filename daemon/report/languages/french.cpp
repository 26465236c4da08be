// French.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Numéro de commande | N° de commande | ID de commande | Identifiant de commande"},
    {order_date, "Date de commande | Date de la commande | Date d'achat"},
    {fulfillment, "Expédié par | Canal d'expédition | Canal de distribution | Traité par"},
    {negative_feedback, "Évaluation négative | Évaluations négatives | Commentaire négatif"},
    {negative_feedback, "Commentaires négatifs"},
    {a_to_z_claim, "Réclamation Garantie A à z | Réclamations Garantie A à z"},
    {a_to_z_claim, "Réclamation au titre de la Garantie A à z | Garantie A à z"},
    {chargeback, "Rétrofacturation | Rétrofacturations | Rejet de débit | Contestation de paiement"},
    {defect_type, "Type de défaut | Type de défaillance"},
    {value, "Valeur | Statut"},

    // Cells of the fulfillment column.
    {by_amazon, "Expédié par Amazon | Traité par Amazon"},
    {by_seller, "Vendeur | Expédié par le vendeur | Expédié par vendeur | Traité par le vendeur"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Non | Aucun | Aucune | Faux"},
    {feedback_removed, "Supprimé | Supprimée | Retiré | Retirée | Évaluation supprimée | Barré | Barrée"},
    {claim_denied, "Refusé | Refusée | Rejeté | Rejetée | Réclamation refusée | Réclamation rejetée"},
    {claim_withdrawn, "Retiré | Retirée | Réclamation retirée"},
    {rating_word, "étoile | étoiles | note | évaluation"},
    {out_of, "sur"},

    // Words within dates.
    {january, "janvier | janv"},
    {february, "février | févr | fév"},
    {march, "mars"},
    {april, "avril | avr"},
    {may, "mai"},
    {june, "juin"},
    {july, "juillet | juill | juil"},
    {august, "août"},
    {september, "septembre | sept"},
    {october, "octobre | oct"},
    {november, "novembre | nov"},
    {december, "décembre | déc"},
    {weekday, "lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche"},
    {weekday, "lun | mar | mer | jeu | ven | sam | dim"},
    {date_filler, "le | de | er"},
    {time_word, "à | vers"},
    {zone_word, "heure | temps"},
});

}  // namespace

constinit const std::span<const term_row> french{rows};

}  // namespace defectd
