// Portuguese, of Brazil and of Portugal.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Número do pedido | Número da encomenda | Número de encomenda | ID do pedido"},
    {order_id, "ID da encomenda | Nº do pedido | Identificador do pedido"},
    {order_date, "Data do pedido | Data da encomenda | Data da compra | Data de compra"},
    {fulfillment, "Enviado por | Processado por | Canal de logística"},
    {negative_feedback, "Avaliação negativa | Avaliações negativas | Feedback negativo"},
    {negative_feedback, "Comentário negativo"},
    {a_to_z_claim, "Reivindicação da Garantia de A a Z | Reivindicações da Garantia de A a Z"},
    {a_to_z_claim, "Reclamação da Garantia de A a Z | Reclamações da Garantia de A a Z"},
    {a_to_z_claim, "Reivindicação de A a Z | Solicitação da Garantia de A a Z | Garantia de A a Z"},
    {chargeback, "Estorno | Estornos | Estorno de cartão de crédito | Contestação de cobrança"},
    {chargeback, "Contestação de pagamento"},
    {defect_type, "Tipo de defeito"},
    {value, "Valor | Situação | Estado"},

    // Cells of the fulfillment column.
    {by_amazon, "Enviado pela Amazon | Processado pela Amazon | Logística da Amazon"},
    {by_seller, "Vendedor | Enviado pelo vendedor | Processado pelo vendedor"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "Não | Nenhum | Nenhuma | Falso"},
    {feedback_removed, "Removido | Removida | Avaliação removida | Riscado | Riscada | Tachado | Tachada"},
    {claim_denied, "Negado | Negada | Recusado | Recusada | Indeferido | Indeferida"},
    {claim_denied, "Reivindicação negada | Reclamação recusada"},
    {claim_withdrawn, "Retirado | Retirada | Reivindicação retirada | Reclamação retirada"},
    {rating_word, "estrela | estrelas | avaliação | nota | classificação"},
    {out_of, "de"},

    // Words within dates.
    {january, "janeiro | jan"},
    {february, "fevereiro | fev"},
    {march, "março | mar"},
    {april, "abril | abr"},
    {may, "maio | mai"},
    {june, "junho | jun"},
    {july, "julho | jul"},
    {august, "agosto | ago"},
    {september, "setembro | set"},
    {october, "outubro | out"},
    {november, "novembro | nov"},
    {december, "dezembro | dez"},
    {weekday, "segunda | terça | quarta | quinta | sexta | feira | sábado | domingo"},
    {weekday, "seg | ter | qua | qui | sex | sáb | dom"},
    {date_filler, "de | em"},
    {time_word, "às | à"},
    {zone_word, "hora | horário"},
});

}  // namespace

constinit const std::span<const term_row> portuguese{rows};

}  // namespace defectd
