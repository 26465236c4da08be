#include "order_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "defectd/config/marketplaces.hpp"
#include "order_id.hpp"
#include "spreadsheet_cell.hpp"
#include "value_cell.hpp"

namespace defectd {
namespace {

/// Bytes of a cell that are looked at; kept_value cuts at fewer characters.
constexpr std::size_t most_kept = std::size_t{64} << 10U;

date_order usual_order(std::string_view marketplace_id)
{
    const marketplace* const known = find_marketplace(marketplace_id);
    return known != nullptr ? known->dates : date_order::mdy;
}

std::vector<std::string> words_under(const more_words& more, const char* key)
{
    const auto found = more.find(key);
    return found == more.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace

order_rows::order_rows(const reading_rules& rules, const header_names& names, const layout& columns)
    : rules_(rules), columns_(columns), channels_(rules.columns), types_(names),
      flags_(words_under(rules.columns, "not_a_defect")),
      dates_(rules.dates, usual_order(rules.of.marketplace_id)), findings_(rules.most_defects)
{
}

order_rows::kept_cell order_rows::keep(std::string_view text)
{
    // What is kept of a cell is bounded, so its end is not needed; nor is it of an order id that is too long
    // to be one.
    text = text.substr(0, most_kept);
    const kept_cell kept{static_cast<std::uint32_t>(kept_.size()), static_cast<std::uint32_t>(text.size())};
    kept_ += text;
    return kept;
}

std::string_view order_rows::text_of(const kept_cell& kept) const
{
    return std::string_view(kept_).substr(kept.at, kept.size);
}

void order_rows::cell(std::string_view text)
{
    const std::size_t column = row_.cells++;
    text = unwrapped(text);
    if (text.empty())
        return;
    row_.has_text = true;
    if (column >= columns_.columns.size()) {
        row_.has_surplus = true;
        return;
    }
    switch (columns_.columns[column]) {
    case meaning::none: break;
    case meaning::order_id: row_.order_id = keep(text); break;
    case meaning::order_date:
        row_.ordered = recent_dates_.of(
            text, [this](std::string_view cell) { return read_date(text_.read(cell, encoding_)); });
        break;
    case meaning::fulfillment:
        row_.says_channel = true;
        row_.channel = recent_channels_.of(text, [this](std::string_view cell) {
            const std::optional<fulfillment> channel = channels_.of(text_.read(cell, encoding_));
            return channel_cell{channel, channel.has_value()};
        });
        break;
    case meaning::defect_type:
        row_.type_text = keep(text);
        row_.long_type = recent_types_.of(
            text, [this](std::string_view cell) { return types_.of(text_.read(cell, encoding_)); });
        break;
    case meaning::value: value_cell(text); break;
    case meaning::negative_feedback:
    case meaning::a_to_z_claim:
    case meaning::chargeback: flag_cell(static_cast<std::size_t>(columns_.columns[column]), text); break;
    }
}

void order_rows::flag_cell(std::size_t type, std::string_view text)
{
    if (flags_.of(text, encoding_, text_).absent.test(type))
        return;
    row_.flags.set(type);
    flag_values_[type] = keep(text);
}

void order_rows::value_cell(std::string_view text)
{
    const flag_meaning& says = flags_.of(text, encoding_, text_);
    if (says.is_blank)
        return;
    row_.long_value = keep(text);
    row_.long_absent = says.absent;
}

void order_rows::end_of_row(row_end how, std::uint64_t line)
{
    const bool cut = how == row_end::end_of_text && row_.cells < columns_.columns.size();
    if (in_header_) {
        in_header_ = !row_.has_text;  // blank lines before the header
    } else if (cut) {
        stop(
            {refusal_code::truncated,
             fmt::format(
                 "the last line ends after {} of {} columns and without a line end: the file is cut off; fetch "
                 "or copy it again, and write it under another name before renaming it",
                 row_.cells, columns_.columns.size()),
             line});
    } else if (row_.has_text && !stopped_) {
        take_row(line);
    }
    row_ = {};
    kept_.clear();
}

refusal order_rows::too_many_defects(std::uint64_t line) const
{
    return {
        refusal_code::too_large,
        fmt::format(
            "the report has more than {} defects (an order that has two types counts twice), the limit of "
            "limits.report_defects; check that it is an order-defect report and that its flag columns hold "
            "flags, add words that mean no defect under columns.not_a_defect, or raise the limit",
            rules_.most_defects),
        line};
}

void order_rows::take_row(std::uint64_t line)
{
    if (++rows_ > rules_.most_rows) {
        stop({refusal_code::too_large,
              fmt::format(
                  "the report has more than {} rows; check that it is a report, or raise limits.report_rows",
                  rules_.most_rows),
              line});
        return;
    }
    if (row_.ordered.shape == written_date::form::numbers)
        dates_.see(row_.ordered, line);
    if (!is_of_scope(row_.channel.channel)) {
        warnings_.count(oddity::other_channel, line);
        return;
    }
    ++rows_of_scope_;
    const std::optional<fulfillment> channel = channel_of_row(line);
    if (is_readable())
        take_defects(channel, line);
    else
        take_bad_row(line);
}

bool order_rows::is_of_scope(const std::optional<fulfillment>& channel) const
{
    return rules_.of.channel == fulfillment::all || !channel || *channel == rules_.of.channel;
}

/// What the row says, else what the source speaks for.
std::optional<fulfillment> order_rows::channel_of_row(std::uint64_t line)
{
    if (row_.channel.channel)
        return row_.channel.channel;
    if (row_.says_channel)
        warnings_.count(oddity::unknown_fulfillment, line);
    if (rules_.of.channel == fulfillment::all)
        return std::nullopt;
    return rules_.of.channel;
}

bool order_rows::is_readable() const
{
    return row_.cells >= columns_.needed && !row_.has_surplus && row_.order_id.size != 0 &&
           row_.ordered.shape != written_date::form::unreadable && (columns_.wide || row_.long_type);
}

void order_rows::take_bad_row(std::uint64_t line)
{
    warnings_.count(oddity::bad_row, line);
    const std::optional<std::string> id = read_order_id(text_of(row_.order_id), encoding_, text_);
    if (!id)
        return warnings_.count(oddity::unreadable_order_id, line);
    present_orders_.push_back(*id);
    keep_orders_within(*id);
}

/// Where an id of another shape names several orders, what is open of each stays as it is.
void order_rows::keep_orders_within(std::string_view odd_id)
{
    for (std::string& named : order_ids_within(odd_id))
        present_orders_.push_back(std::move(named));
}

void order_rows::take_defects(std::optional<fulfillment> channel, std::uint64_t line)
{
    std::string_view id = text_of(row_.order_id);
    std::optional<std::string> odd_id;
    if (!has_order_id_shape(id)) {
        odd_id = read_order_id(id, encoding_, text_);
        if (!odd_id)
            return take_bad_row(line);
        id = *odd_id;
        if (!has_order_id_shape(id)) {
            warnings_.count(oddity::order_id_shape, line);
            keep_orders_within(id);
        }
    }
    finding found{id, {}, {}, row_.ordered, channel};
    if (!columns_.wide) {
        found.type = *row_.long_type;
        if (row_.long_absent.test(static_cast<std::size_t>(found.type)))
            return;
        return add(found, row_.long_value.size != 0 ? row_.long_value : row_.type_text, line);
    }
    for (std::size_t type = 0; row_.flags.any() && type < defect_type_count; ++type) {
        found.type = static_cast<defect_type>(type);
        if (row_.flags.test(type))
            add(found, flag_values_[type], line);
    }
}

void order_rows::add(finding found, const kept_cell& value, std::uint64_t line)
{
    const std::string kept = kept_value(text_.read(text_of(value), encoding_));
    if (kept.find(replacement_character) != std::string::npos)
        warnings_.count(oddity::encoding, line);
    found.value = kept;
    if (!findings_.add(found))
        stop(too_many_defects(line));
}

void order_rows::stop(refusal why)
{
    // A cut last line is the better reason: whatever else is wrong may come from it.
    if (!stopped_ || why.code == refusal_code::truncated)
        stopped_ = std::move(why);
}

std::optional<refusal> order_rows::refused_rows() const
{
    constexpr std::uint64_t bad_one_in = 20;  // 5 %
    const std::uint64_t bad = warnings_.count_of(oddity::bad_row);
    if (rows_ != 0 && rows_of_scope_ == 0)
        return refusal{
            refusal_code::wrong_scope,
            fmt::format("all {} rows are of the other fulfilment channel than {}; check the source's "
                        "fulfillment, or which channel the report was downloaded for",
                        rows_, name_of(rules_.of.channel))};
    if (bad * bad_one_in > rows_of_scope_) {
        const std::uint64_t line = warnings_.first_line_of(oddity::bad_row);
        return refusal{
            refusal_code::bad_rows,
            fmt::format("{} of {} rows cannot be read, the first on line {}: too few or too many columns, no "
                        "order id, or a date or defect type that is not known; more than 5 % is no good "
                        "report, so fetch or export it again and look at that line",
                        bad, rows_of_scope_, line),
            line};
    }
    return std::nullopt;
}

result<read_report_result, refusal> order_rows::finish()
{
    if (std::optional<refusal> why = refused_rows())
        return *std::move(why);
    if (findings_.are_too_many())
        return too_many_defects(0);
    const result<date_order, refusal> order = dates_.order();
    if (order.has_error())
        return order.error();
    if (columns_.ignores_type)
        warnings_.count(oddity::defect_type_ignored, 1);

    read_report_result all;
    all.read.rows = rows_of_scope_;
    all.read.defects = findings_.merged(*order);
    all.read.covers = columns_.covers;
    all.read.complete = rules_.complete && warnings_.count_of(oddity::unreadable_order_id) == 0;
    std::sort(present_orders_.begin(), present_orders_.end());
    present_orders_.erase(std::unique(present_orders_.begin(), present_orders_.end()), present_orders_.end());
    all.read.present_orders = std::move(present_orders_);
    all.warnings = warnings_.list();
    return all;
}

}  // namespace defectd
