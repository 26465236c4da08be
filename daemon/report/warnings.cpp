#include "warnings.hpp"

#include <fmt/format.h>

namespace defectd {
namespace {

struct wording {
    std::string_view code;  // persistent
    std::string_view text;  // {} is the count
};

constexpr std::array<wording, static_cast<std::size_t>(oddity::count_of_kinds)> wordings{{
    {"order_id_shape",
     "{} rows have an order id that is not of the shape 123-1234567-1234567; they count all the same"},
    {"unknown_fulfillment",
     "{} rows have no known fulfilment word and take the source's channel; add the word under the source's columns as "
     "seller or amazon"},
    {"other_channel",
     "{} rows of the other fulfilment channel are left out; another source must speak for them"},
    {"bad_row", "{} rows cannot be read; the defects of their orders stay as they are"},
    {"unreadable_order_id",
     "{} of the rows that cannot be read have no readable order id; absence counts for nothing in this report"},
    {"defect_type_ignored",
     "the report has flag columns and a defect-type column; the flag columns are read"},
    {"encoding", "{} values have bytes that stand for no character; they show U+FFFD"},
}};

}  // namespace

void warnings::count(oddity what, std::uint64_t line)
{
    tally& of = tallies_[static_cast<std::size_t>(what)];
    if (of.count == 0)
        of.first_line = line;
    ++of.count;
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
        const auto& [count, line] = tallies_[kind];
        const auto& [code, text] = wordings[kind];
        if (count != 0)
            all.push_back({std::string(code), fmt::format(fmt::runtime(text), count), count, line});
    }
    return all;
}

}  // namespace defectd
