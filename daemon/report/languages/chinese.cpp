// Chinese, simplified and traditional.
#include <array>

#include "language.hpp"

namespace defectd {
namespace {

using enum term;

constexpr auto rows = std::to_array<term_row>({
    // Names of columns.
    {order_id, "订单编号 | 订单号 | 订单ID | 亚马逊订单编号 | 亚马逊订单号"},
    {order_id, "訂單編號 | 訂單號碼 | 訂單ID | 亞馬遜訂單編號"},
    {order_date, "订单日期 | 下单日期 | 下单时间 | 购买日期 | 訂單日期 | 下單日期 | 購買日期"},
    {fulfillment, "配送方式 | 配送渠道 | 配送方 | 发货方 | 發貨方 | 配送管道"},
    {negative_feedback, "负面反馈 | 负面评价 | 差评 | 負面回饋 | 負面意見 | 負面評價 | 差評"},
    {a_to_z_claim, "亚马逊商城交易保障索赔 | 商城交易保障索赔 | A-to-z索赔 | A-to-z保障索赔"},
    {a_to_z_claim, "亞馬遜商城交易保障索賠 | 商城交易保障索賠 | A-to-z索賠 | A-to-z保障索賠"},
    {chargeback, "信用卡拒付 | 信用卡拒付索赔 | 服务信用卡拒付 | 拒付 | 信用卡拒付索賠 | 服務信用卡拒付"},
    {defect_type, "缺陷类型 | 缺陷類型"},
    {value, "值 | 状态 | 狀態"},

    // Cells of the fulfillment column.
    {by_amazon, "亚马逊 | 亚马逊配送 | 亚马逊物流 | 由亚马逊配送 | 亞馬遜 | 亞馬遜配送 | 亞馬遜物流"},
    {by_seller, "卖家 | 卖家配送 | 卖家自配送 | 自配送 | 由卖家配送 | 賣家 | 賣家配送 | 賣家自配送"},

    // Cells of a flag or value column that say that a defect is none, and the words of a rating.
    {no, "否 | 无 | 無 | 没有 | 沒有"},
    {feedback_removed, "已移除 | 已删除 | 已刪除 | 已划掉 | 已劃掉"},
    {claim_denied, "已拒绝 | 被拒绝 | 已驳回 | 已拒絕 | 被拒絕 | 已駁回"},
    {claim_withdrawn, "已撤回 | 已撤销 | 已撤銷"},
    {rating_word, "星 | 颗星 | 顆星 | 星级 | 星級 | 分 | 评分 | 評分 | 评级 | 評級"},

    // Words within dates.  Months are also numbers with 月, which written_date.cpp reads.
    {january, "一月"},
    {february, "二月"},
    {march, "三月"},
    {april, "四月"},
    {may, "五月"},
    {june, "六月"},
    {july, "七月"},
    {august, "八月"},
    {september, "九月"},
    {october, "十月"},
    {november, "十一月"},
    {december, "十二月"},
    {weekday, "星期一 | 星期二 | 星期三 | 星期四 | 星期五 | 星期六 | 星期日 | 星期天"},
    {weekday,
     "周一 | 周二 | 周三 | 周四 | 周五 | 周六 | 周日 | 週一 | 週二 | 週三 | 週四 | 週五 | 週六 | 週日"},
    {weekday, "礼拜一 | 礼拜二 | 礼拜三 | 礼拜四 | 礼拜五 | 礼拜六 | 礼拜天"},
    {time_word, "上午 | 下午 | 凌晨 | 清晨 | 早上 | 中午 | 傍晚 | 晚上 | 半夜"},
    {zone_word, "时间 | 時間 | 世界时 | 世界時"},
});

}  // namespace

constinit const std::span<const term_row> chinese{rows};

}  // namespace defectd
