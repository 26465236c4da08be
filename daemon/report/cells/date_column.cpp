#include "cells/date_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Returns the order as a person reads it.
std::string_view words_for(date_order order)
{
    switch (order) {
    case date_order::mdy: return "month/day/year (mdy)";
    case date_order::dmy: return "day/month/year (dmy)";
    case date_order::ymd: return "year/month/day (ymd)";
    case date_order::automatic: break;
    }
    DEFECTD_ASSERT(false);
}

}  // namespace

void date_column::rule_out(date_orders left, std::uint64_t line)
{
    for (const date_order order : every_date_order)
        if ((orders_ & bit_of(order)) != 0 && (left & bit_of(order)) == 0)
            ruled_out_on_[static_cast<std::size_t>(order)] = line;
    orders_ = left;
}

rejection date_column::contradiction() const
{
    std::uint64_t last = 0;
    std::string lines;
    for (const date_order order : every_date_order) {
        const std::uint64_t line = ruled_out_on_[static_cast<std::size_t>(order)];
        lines += fmt::format("{}line {} is not {}", lines.empty() ? "" : ", ", line, words_for(order));
        last = std::max(last, line);
    }
    return {rejection_code::date_order,
            "the order dates are not all written in the same order: " + lines +
                "; export the report again with one date format, preferably YYYY-MM-DD",
            last};
}

result<date_order, rejection> date_column::order() const
{
    // No order fits every date.
    if (orders_ == 0)
        return contradiction();
    // The configuration decides, unless a date contradicts it.
    if (configured_ != date_order::automatic) {
        if ((orders_ & bit_of(configured_)) != 0)
            return configured_;
        const std::uint64_t line = ruled_out_on_[static_cast<std::size_t>(configured_)];
        return rejection{
            rejection_code::date_order,
            fmt::format("line {} has an order date that is not {}, as set by date_order; correct date_order "
                        "or set it to auto",
                        line, words_for(configured_)),
            line};
    }
    // Else the marketplace decides, unless a date contradicts it.
    if ((orders_ & bit_of(usual_)) != 0)
        return usual_;
    // Whether day or month comes first would be a guess.  A choice that includes the year is not: outside Japan no date
    // begins with a year of two digits.
    if (orders_ == (bit_of(date_order::mdy) | bit_of(date_order::dmy)))
        return undecided();
    for (const date_order order : {date_order::dmy, date_order::mdy})
        if ((orders_ & bit_of(order)) != 0)
            return order;
    return date_order::ymd;
}

rejection date_column::undecided() const
{
    const std::uint64_t line = ruled_out_on_[static_cast<std::size_t>(usual_)];
    return {rejection_code::date_order,
            fmt::format("line {} has an order date that is not {}, the usual order in this marketplace, and "
                        "it is unclear whether day or month comes first; set date_order to mdy or dmy",
                        line, words_for(usual_)),
            line};
}

}  // namespace defectd
