// Spanish.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Número de pedido | Número del pedido | N.º de pedido | ID de pedido | ID del pedido"},
    {order_id, "Identificador de pedido"},
    {order_date, "Fecha de pedido | Fecha del pedido | Fecha de compra"},
    {fulfillment, "Gestionado por | Gestión logística | Canal de gestión logística | Enviado por"},
    {negative_feedback, "Valoración negativa | Valoraciones negativas | Comentario negativo"},
    {negative_feedback, "Comentarios negativos"},
    {a_to_z_claim, "Reclamación de garantía de la A a la Z | Reclamaciones de garantía de la A a la Z"},
    {a_to_z_claim,
     "Reclamación de la Garantía de la A a la Z | Reclamación A-to-z | Garantía de la A a la Z"},
    {chargeback, "Devolución de cargo | Devoluciones de cargo | Contracargo | Retrocesión de cargo"},
    {defect_type, "Tipo de defecto"},
    {value, "Valor | Estado"},

    // Cells of the fulfillment column.
    {by_amazon, "Logística de Amazon | Gestionado por Amazon | Enviado por Amazon"},
    {by_seller, "Vendedor | Gestionado por el vendedor | Enviado por el vendedor"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "No | Ninguno | Ninguna | Falso"},
    {feedback_removed, "Eliminado | Eliminada | Valoración eliminada | Tachado | Tachada"},
    {claim_denied, "Denegado | Denegada | Rechazado | Rechazada | Reclamación denegada"},
    {claim_withdrawn, "Retirado | Retirada | Reclamación retirada"},
    {rating_word, "estrella | estrellas | valoración | puntuación | calificación"},
    {out_of, "de"},

    // Words within dates.
    {january, "enero | ene"},
    {february, "febrero | feb"},
    {march, "marzo | mar"},
    {april, "abril | abr"},
    {may, "mayo | may"},
    {june, "junio | jun"},
    {july, "julio | jul"},
    {august, "agosto | ago"},
    {september, "septiembre | setiembre | sept | sep | set"},
    {october, "octubre | oct"},
    {november, "noviembre | nov"},
    {december, "diciembre | dic"},
    {weekday, "lunes | martes | miércoles | jueves | viernes | sábado | domingo"},
    {weekday, "lun | mar | mié | jue | vie | sáb | dom"},
    {date_filler, "de | del | el"},
    {time_word, "a | la | las"},
    {zone_word, "hora | horario | tiempo"},
});

}  // namespace

constinit const std::span<const term_row> spanish{rows};

}  // namespace defectd
