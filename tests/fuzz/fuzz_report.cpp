// Feeds read_report with anything.  The first byte of the input chooses marketplace, channel and date order,
// the second the sizes of the pieces; the rest is the report.  Beyond not crashing: pieces of other sizes give
// the same answer, what is good is sorted, unique and within its bounds, and what is refused has a message.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "defectd/report/read.hpp"

namespace {

using namespace defectd;

/// Pieces of sizes that look random but depend on the seed only.
class piecewise_source final : public byte_source {
public:
    piecewise_source(std::string_view text, std::uint32_t seed) : left_(text), state_(seed) {}

    std::size_t read(std::span<char> into) override
    {
        state_ = state_ * 1'664'525U + 1'013'904'223U;
        const std::size_t piece = 1 + (state_ >> 24U) % 61U;
        const std::size_t size = std::min({into.size(), piece, left_.size()});
        std::memcpy(into.data(), left_.data(), size);
        left_.remove_prefix(size);
        return size;
    }

private:
    std::string_view left_;
    std::uint32_t state_;
};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

reading_rules rules_of(unsigned choice)
{
    constexpr const char* marketplaces[] = {"ATVPDKIKX0DER", "A1PA6795UKMFR9", "A1VC38T7YXB528", "unknown"};
    reading_rules rules;
    rules.scope = {"fuzz", marketplaces[choice & 3U], static_cast<fulfillment>((choice >> 2U) % 3U)};
    rules.dates = static_cast<date_order>((choice >> 4U) & 3U);
    rules.max_bytes = 1U << 20U;
    rules.max_rows = 1000;
    return rules;
}

void check_report(const report& read)
{
    const auto before = [](const observation& a, const observation& b) { return a.key < b.key; };
    const auto not_before = [&](const observation& a, const observation& b) { return !before(a, b); };
    require(std::adjacent_find(read.defects.begin(), read.defects.end(), not_before) == read.defects.end());
    require(std::is_sorted(read.present_orders.begin(), read.present_orders.end()));
    for (const observation& o : read.defects)
        require(!o.key.order_id.empty() && o.key.order_id.size() <= 256 && o.value.size() <= 4000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size < 2)
        return 0;
    const reading_rules rules = rules_of(bytes[0]);
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 2, size - 2);
    piecewise_source one(text, bytes[1]);
    piecewise_source other(text, bytes[1] + 1U);
    const auto first = read_report(one, rules, {});
    const auto second = read_report(other, rules, {});
    require(first.has_value() == second.has_value());
    if (first.has_error()) {
        require(!first.error().message.empty() && first.error().code == second.error().code);
        return 0;
    }
    check_report(first->read);
    require(first->read.defects == second->read.defects && first->read.sha256 == second->read.sha256);
    return 0;
}
