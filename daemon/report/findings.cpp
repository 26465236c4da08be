#include "findings.hpp"

#include <algorithm>
#include <tuple>

#include "cells/cell_text.hpp"
#include "defectd/base/text.hpp"

namespace defectd {
namespace {

/// Returns the rank of a channel when findings are merged: known before unknown, MFN before AFN.
int rank(const std::optional<fulfillment>& channel)
{
    return channel ? static_cast<int>(*channel) : static_cast<int>(fulfillment::all) + 1;
}

/// Returns the first 16 bytes as two numbers that compare like them: most order ids differ there, so sorting seldom has
/// to look at their text.
std::array<std::uint64_t, 2> sortable_start(std::string_view text)
{
    std::array<std::uint64_t, 2> start{};
    for (std::size_t at = 0; at < std::min<std::size_t>(text.size(), 16); ++at) {
        const std::uint64_t byte = static_cast<unsigned char>(text[at]);
        start[at / 8] |= byte << (56 - 8 * (at % 8));
    }
    return start;
}

}  // namespace

std::string_view findings::order_id(const entry& found) const
{
    return std::string_view(text_).substr(found.order_id_at, found.order_id_size);
}

std::string_view findings::value(const entry& found) const
{
    return std::string_view(text_).substr(found.value_at, found.value_size);
}

bool findings::same_key(const entry& a, const entry& b) const
{
    return a.type == b.type && a.id_start == b.id_start && order_id(a) == order_id(b);
}

bool findings::same_finding(const entry& a, const entry& b) const
{
    return same_key(a, b) && value(a) == value(b) && a.channel == b.channel &&
           a.ordered.shape == b.ordered.shape && a.ordered.parts == b.ordered.parts &&
           a.ordered.day == b.ordered.day;
}

bool findings::add(const finding& found)
{
    // Several defects of one row share its order id.
    const bool again = !entries_.empty() && order_id(entries_.back()) == found.order_id;
    const std::size_t id_at = again ? entries_.back().order_id_at : text_.size();
    if (!again)
        text_ += found.order_id;
    const std::size_t value_at = text_.size();
    text_ += found.value;
    entries_.push_back(
        {sortable_start(found.order_id), id_at, value_at, static_cast<std::uint32_t>(found.order_id.size()),
         static_cast<std::uint32_t>(found.value.size()), found.ordered, found.type, found.channel});
    // Count identities seldom, and only when there may be too many.
    if (entries_.size() <= checked_at_)
        return true;
    const bool fit = !are_too_many();
    drop_repetitions();
    checked_at_ = std::max<std::uint64_t>(max_, 2 * entries_.size());
    return fit;
}

bool findings::are_too_many()
{
    if (entries_.size() <= max_)
        return false;
    sort();
    std::uint64_t identities = 1;
    for (std::size_t next = 1; next < entries_.size(); ++next)
        identities += same_key(entries_[next - 1], entries_[next]) ? 0U : 1U;
    return identities > max_;
}

/// @pre sorted
void findings::drop_repetitions()
{
    const auto same = [this](const entry& a, const entry& b) { return same_finding(a, b); };
    entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
    // The texts of what is left move to the front.
    std::string left;
    for (entry& next : entries_) {
        const std::string_view id = order_id(next);
        const std::string_view written = value(next);
        next.order_id_at = left.size();
        left += id;
        next.value_at = left.size();
        left += written;
    }
    text_ = std::move(left);
}

/// Makes one observation of all findings of a key.
observation findings::merge(std::vector<entry>::const_iterator from, std::vector<entry>::const_iterator to,
                            date_order order) const
{
    observation one{{std::string(order_id(*from)), from->type}, from->ordered.on(order), "", from->channel};
    std::string_view last;
    for (auto next = from; next != to; ++next) {
        one.order_date = std::min(one.order_date, next->ordered.on(order));
        if (rank(next->channel) < rank(one.channel))
            one.channel = next->channel;
        if (value(*next) == last)  // sorted: the empty one and equal ones follow each other
            continue;
        last = value(*next);
        // A character has at most four bytes: more than this is cut off below in any case.
        if (one.value.size() < 4 * max_stored_value)
            one.value.append(one.value.empty() ? "" : "; ").append(last);
    }
    one.value.resize(utf8_prefix(one.value, max_stored_value).size());
    return one;
}

/// Sorts by key, then by value.
void findings::sort()
{
    std::sort(entries_.begin(), entries_.end(), [this](const entry& a, const entry& b) {
        if (a.id_start != b.id_start)
            return a.id_start < b.id_start;
        if (const int by_id = order_id(a).compare(order_id(b)); by_id != 0)
            return by_id < 0;
        return std::tuple(a.type, value(a)) < std::tuple(b.type, value(b));
    });
}

std::vector<observation> findings::merge_all(date_order order)
{
    sort();
    std::vector<observation> all;
    all.reserve(entries_.size());
    // The findings of a key follow each other.
    for (auto from = entries_.cbegin(); from != entries_.cend();) {
        const auto to =
            std::find_if(from, entries_.cend(), [&](const entry& e) { return !same_key(*from, e); });
        all.push_back(merge(from, to, order));
        from = to;
    }
    return all;
}

}  // namespace defectd
