// What the tests of this folder share: a report in a string, read in pieces of a chosen size.
#ifndef DEFECTD_TESTS_REPORT_READING_HPP
#define DEFECTD_TESTS_REPORT_READING_HPP

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "defectd/report/read.hpp"

namespace defectd::test {

/// Gives a string in pieces of at most `piece` bytes, and says how much was taken.
class string_source final : public byte_source {
public:
    explicit string_source(std::string text, std::size_t piece = std::string::npos)
        : text_(std::move(text)), piece_(piece)
    {
    }

    std::size_t read(std::span<char> into) override
    {
        const std::size_t size = std::min({into.size(), piece_, text_.size() - taken_});
        std::memcpy(into.data(), text_.data() + taken_, size);
        taken_ += size;
        return size;
    }

    [[nodiscard]] std::size_t taken() const noexcept { return taken_; }

private:
    std::string text_;
    std::size_t piece_;
    std::size_t taken_ = 0;
};

inline const std::string us = "ATVPDKIKX0DER";
inline const std::string germany = "A1PA6795UKMFR9";
inline const std::string france = "A13V1IB3VIYZZH";
inline const std::string japan = "A1VC38T7YXB528";

inline reading_rules rules_for(const std::string& marketplace_id, fulfillment channel = fulfillment::mfn)
{
    reading_rules rules;
    rules.scope = {"acme", marketplace_id, channel};
    return rules;
}

inline result<read_report_result, rejection> read_text(std::string text,
                                                       const reading_rules& rules = rules_for(us),
                                                       std::size_t piece = std::string::npos)
{
    string_source source(std::move(text), piece);
    return read_report(source, rules, {});
}

/// For texts that must be good.
inline read_report_result good(std::string text, const reading_rules& rules = rules_for(us),
                               std::size_t piece = std::string::npos)
{
    auto all = read_text(std::move(text), rules, piece);
    REQUIRE_MESSAGE(all.has_value(), all.error().message);
    return *all;
}

/// For texts that must be rejected.
inline rejection rejected(std::string text, const reading_rules& rules = rules_for(us),
                          std::size_t piece = std::string::npos)
{
    auto all = read_text(std::move(text), rules, piece);
    REQUIRE(all.has_error());
    return all.error();
}

/// One line a defect: "114-… a_to_z_claim 2026-10-20 MFN X".
inline std::string shown(const report& read)
{
    std::string lines;
    for (const observation& o : read.defects)
        lines += o.key.order_id + " " + std::string(name_of(o.key.type)) + " " + to_iso_date(o.order_date) +
                 " " + std::string(o.channel ? name_of(*o.channel) : "null") + " " + o.value + "\n";
    return lines;
}

inline const report_warning* find_warning(const read_report_result& all, std::string_view code)
{
    const auto found = std::find_if(all.warnings.begin(), all.warnings.end(),
                                    [&](const report_warning& w) { return w.code == code; });
    return found == all.warnings.end() ? nullptr : &*found;
}

inline const std::string wide_header =
    "Order ID,Order Date,Fulfilled By,Negative Feedback,A-to-z Guarantee claim,Chargeback claim\n";

/// `count` good rows with a defect, ids 114-0000000-0000000 and up.
inline std::string many_rows(int count)
{
    std::string rows;
    for (int i = 0; i < count; ++i)
        rows += "114-0000000-" + std::to_string(1'000'000 + i) + ",2026-10-20,Seller,X,,\n";
    return rows;
}

}  // namespace defectd::test

#endif
