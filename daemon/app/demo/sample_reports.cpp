#include "sample_reports.hpp"

#include <fmt/format.h>

#include <array>

namespace defectd {
namespace {

struct sample_order {
    int since_step;  ///< from which step on the report holds it
    int days_ago;
    std::string_view order_id;
    std::string_view flags;  ///< negative feedback, A-to-z claim, chargeback
};

constexpr std::array orders{
    sample_order{0, 40, "114-9015286-0066649", "X,,"}, sample_order{0, 33, "113-4417702-8851430", ",X,"},
    sample_order{0, 28, "111-7320954-1239876", ",,X"}, sample_order{1, 21, "114-5550123-7788990", ",X,"},
    sample_order{2, 19, "112-8841007-4402518", ",,X"}, sample_order{3, 18, "113-6604471-9017325", "X,,"},
};

}  // namespace

std::string sample_report(int step, date today)
{
    std::string report =
        "Order Date,Order ID,Fulfilled by,Negative Feedback,A-to-z Guarantee claim,Chargeback claim\r\n";
    for (const sample_order& order : orders)
        if (order.since_step <= step)
            report +=
                fmt::format("{},{},Seller,{}\r\n", to_iso_date(today - std::chrono::days{order.days_ago}),
                            order.order_id, order.flags);
    return report;
}

}  // namespace defectd
