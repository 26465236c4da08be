#include "warnings.hpp"

#include <fmt/format.h>

namespace defectd {
namespace {

/// How a kind is described.
struct wording {
    std::string_view code;  // persistent
    std::string_view text;  // {} is what was counted: "1 row", "3 rows"
    std::string_view counted = "row";
};

// In the order of `oddity`.
constexpr std::array<wording, static_cast<std::size_t>(oddity::count_of_kinds)> wordings{{
    {"order_id_shape", "{} with an order id that does not have the form 123-1234567-1234567; such rows are "
                       "counted as well"},
    {"unknown_fulfillment",
     "{} without a known fulfillment word, assigned to the source's channel; add the word "
     "to seller or amazon under the source's columns"},
    {"other_channel", "{} of the other fulfillment channel, skipped; another source must cover them"},
    {"bad_row", "{} that cannot be read; the defects of their orders are unchanged"},
    {"unreadable_order_id",
     "{} that cannot be read and have no readable order id; no absence is counted in this report"},
    {"stray_quote", "{} with a quote that is closed before more text, or after what looks like other "
                    "rows; rows may be missing, so no absence is counted in this report; export it with "
                    "doubled quotes within cells"},
    {"defect_type_ignored",
     "the report has flag columns and a defect-type column; only the flag columns are used"},
    {"encoding", "{} with bytes that are not valid characters, replaced by U+FFFD", "value"},
}};

/// Returns "1 row" or "3 rows".
std::string count_text(std::uint64_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

void warnings::count(oddity what, std::uint64_t line)
{
    tally& entry = tallies_[static_cast<std::size_t>(what)];
    if (entry.count == 0)
        entry.first_line = line;
    ++entry.count;
}

std::uint64_t warnings::count_of(oddity what) const
{
    return tallies_[static_cast<std::size_t>(what)].count;
}

std::uint64_t warnings::first_line_of(oddity what) const
{
    return tallies_[static_cast<std::size_t>(what)].first_line;
}

std::vector<report_warning> warnings::list() const
{
    std::vector<report_warning> all;
    for (std::size_t kind = 0; kind < tallies_.size(); ++kind) {
        // Kinds that were not seen give no warning.
        const auto& [count, line] = tallies_[kind];
        const wording& entry = wordings[kind];
        if (count != 0)
            all.push_back({std::string(entry.code),
                           fmt::format(fmt::runtime(entry.text), count_text(count, entry.counted)), count,
                           line});
    }
    return all;
}

}  // namespace defectd
