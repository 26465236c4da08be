// English.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "Order ID | Amazon Order ID | Order Identifier | Order Number"},
    {order_date, "Order Date | Date of Order | Purchase Date"},
    {fulfillment, "Fulfilled By | Fulfillment | Fulfilment | Fulfillment Channel | Fulfilment Channel"},
    {fulfillment, "Fulfillment Method | Fulfilment Method"},
    {negative_feedback, "Negative Feedback | Negative Feedback (1-2 stars) | Negative Feedbacks"},
    {a_to_z_claim, "A-to-z Guarantee claim | A-to-z Guarantee claims | A-to-z claim | A-to-z claims"},
    {a_to_z_claim, "A-to-z Guarantee | A to Z"},
    {chargeback, "Chargeback claim | Chargeback claims | Chargeback | Chargebacks | Chargeback Status"},
    {chargeback, "Service chargeback | Service chargeback claim | Credit card chargeback"},
    {defect_type, "Defect Type | Type of Defect | Defect Category"},
    {value, "Value | Status | Defect Status"},

    // Cells of the fulfillment column.
    {by_amazon, "AFN | FBA | Amazon | Fulfilled by Amazon | Fulfillment by Amazon | Fulfilment by Amazon"},
    {by_amazon, "Amazon Fulfilled | Shipped by Amazon | AMAZON_NA | AMAZON_EU | AMAZON_JP"},
    {by_amazon, "Amazon (FBA) | FBA (Amazon) | Fulfilled by Amazon (FBA) | Fulfillment by Amazon (FBA)"},
    {by_seller, "MFN | FBM | Seller | Merchant | DEFAULT | Fulfilled by Seller | Fulfilled by Merchant"},
    {by_seller, "Fulfillment by Merchant | Fulfilment by Merchant | Seller Fulfilled | Merchant Fulfilled"},
    {by_seller, "Shipped by Seller | Shipped by Merchant | Seller (FBM) | Merchant (FBM)"},
    {by_seller, "Fulfilled by Seller (FBM) | Fulfilled by Merchant (FBM) | Fulfillment by Merchant (FBM)"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "N | No | None | False"},
    {feedback_removed,
     "Removed | Feedback removed | Removed by buyer | Removed by customer | Removed by Amazon"},
    {feedback_removed, "Struck through | Feedback struck through | Struck through by Amazon | Strikethrough"},
    {claim_denied, "Denied | Claim denied | Denied by Amazon"},
    {claim_withdrawn, "Withdrawn | Claim withdrawn | Withdrawn by buyer | Withdrawn by customer"},
    {rating_word, "star | stars | rating | rated | feedback | score | neutral | positive"},
    {out_of, "out | of"},

    // Words within dates.
    {january, "January | Jan"},
    {february, "February | Feb"},
    {march, "March | Mar"},
    {april, "April | Apr"},
    {may, "May"},
    {june, "June | Jun"},
    {july, "July | Jul"},
    {august, "August | Aug"},
    {september, "September | Sept | Sep"},
    {october, "October | Oct"},
    {november, "November | Nov"},
    {december, "December | Dec"},
    {weekday, "Monday | Mon | Tuesday | Tues | Tue | Wednesday | Wed | Thursday | Thurs | Thur | Thu"},
    {weekday, "Friday | Fri | Saturday | Sat | Sunday | Sun"},
    {date_filler, "of | the | on | st | nd | rd | th"},
    {time_word, "at | T | am | pm"},
    {zone_word, "time"},
});

}  // namespace

constinit const std::span<const term_row> english{rows};

}  // namespace defectd
