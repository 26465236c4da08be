#include "arrivals.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "defectd/base/time.hpp"

namespace defectd::bench {
namespace {

constexpr auto patience = std::chrono::minutes{1};

}  // namespace

std::string report_with(int orders)
{
    const date ordered =
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) - std::chrono::days{30};
    std::string text =
        "Order ID,Order date,Fulfilled by,Negative feedback,A-to-z Guarantee claim,Chargeback claim\r\n";
    for (int order = 0; order < orders; ++order)
        text += fmt::format("114-{:07}-{:07},{},Seller,,X,\r\n", order, order, to_iso_date(ordered));
    return text;
}

void arrivals::note()
{
    last_ = std::chrono::steady_clock::now();
    count_.release();
}

std::chrono::steady_clock::time_point arrivals::next(const watched_daemon& daemon)
{
    if (!count_.try_acquire_for(patience))
        throw std::runtime_error("no webhook came; defectd said:\n" + daemon.log());
    return last_;
}

}  // namespace defectd::bench
