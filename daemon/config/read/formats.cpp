#include "read/formats.hpp"

#include <algorithm>
#include <array>

namespace defectd {
namespace {

using std::chrono::seconds;

/// Rates: Slack, "Rate limits" (one message a second and webhook); Teams publishes none for Workflows that holds, its
/// connectors took 60 in 30 s at most.
constexpr std::array<format_row, 6> rows{{
    {payload_format::standard, answer_rules::webhook, true, std::nullopt, {}},
    {payload_format::cloudevents, answer_rules::webhook, true, std::nullopt, {}},
    {payload_format::slack, answer_rules::slack, false, rate_limit{1, seconds{1}}, {}},
    {payload_format::teams, answer_rules::teams, false, rate_limit{1, seconds{2}}, {}},
    {payload_format::discord, answer_rules::discord, false, std::nullopt, {}},
    {payload_format::pagerduty, answer_rules::pagerduty, false, std::nullopt,
     "[defect.created, defect.cleared, defect.expired]"},
}};

}  // namespace

const format_row& row_of(payload_format format) noexcept
{
    return *std::find_if(rows.begin(), rows.end(),
                         [format](const format_row& row) { return row.format == format; });
}

}  // namespace defectd
