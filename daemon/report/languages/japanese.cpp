// Japanese.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "注文番号 | 注文ID | Amazon注文番号"},
    {order_date, "注文日 | 注文日時 | 注文日付 | 購入日"},
    {fulfillment, "出荷元 | 配送元 | フルフィルメント | フルフィルメントチャネル"},
    {negative_feedback, "低い評価 | 低評価 | 否定的な評価"},
    {a_to_z_claim,
     "Amazonマーケットプレイス保証申請 | マーケットプレイス保証申請 | マーケットプレイス保証 | Amazonマーケットプレイス保証"},
    {chargeback, "チャージバック | チャージバック申請 | クレジットカードのチャージバック"},
    {defect_type, "不良の種類 | 欠陥の種類 | 欠陥タイプ"},
    {value, "値 | 状態 | ステータス"},

    // Cells of the fulfillment column.
    {by_amazon, "アマゾン | Amazon出荷 | Amazon配送 | Amazonによる出荷"},
    {by_seller, "出品者 | 出品者出荷 | 出品者配送 | 出品者による出荷 | 自己発送"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "いいえ | なし | 無し | 無 | 該当なし | 偽"},
    {feedback_removed, "削除 | 削除済み | 削除済 | 取り消し線"},
    {claim_denied, "却下 | 却下済み | 却下済 | 棄却"},
    {claim_withdrawn, "取り下げ | 取下げ | 取り下げ済み | 取下げ済み | 取下げ済"},
    {rating_word, "星 | つ星 | つ | 評価 | 点"},
    {out_of_first, "のうち"},

    // Words within dates.  Months are numbers with 月, which written_date.cpp reads.
    {weekday, "月曜日 | 火曜日 | 水曜日 | 木曜日 | 金曜日 | 土曜日 | 日曜日"},
    {weekday, "月曜 | 火曜 | 水曜 | 木曜 | 金曜 | 土曜 | 日曜"},
    {time_word, "午前 | 午後"},
    {zone_word, "時間 | 標準時 | 夏時間 | 世界時"},
});

}  // namespace

constinit const std::span<const term_row> japanese{rows};

}  // namespace defectd
