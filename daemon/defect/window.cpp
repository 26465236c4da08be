#include "defectd/defect/nouns.hpp"

namespace defectd {

window window_on(date day, const window_rule& rule) noexcept
{
    const date to = day - std::chrono::days{rule.lag_days};
    return {.from = to - std::chrono::days{rule.days - 1}, .to = to};
}

date leaves_window_on(date order_date, const window_rule& rule) noexcept
{
    return order_date + std::chrono::days{rule.days + rule.lag_days};
}

}  // namespace defectd
