// The nouns of the domain: what a defect is, whose it is, and what a report says of it.
// Plain values; persistent names are marked.
#ifndef DEFECTD_DEFECT_MODEL_HPP
#define DEFECTD_DEFECT_MODEL_HPP

#include <bitset>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/time.hpp"

namespace defectd {

/// The three components of the Order Defect Rate (Seller Central help G200285170).
enum class defect_type : std::uint8_t { negative_feedback, a_to_z_claim, chargeback };
inline constexpr std::size_t defect_type_count = 3;

/// Who ships: the merchant (MFN, FBM) or Amazon (AFN, FBA).  `all` is for scopes only; an order is one or the other.
enum class fulfillment : std::uint8_t { mfn, afn, all };

/// A set of defect types, indexed by the enumerator's number.
using defect_types = std::bitset<defect_type_count>;

/// Returns "negative_feedback", "a_to_z_claim" or "chargeback".  Persistent: these words are in events and in the store.
[[nodiscard]] std::string_view name_of(defect_type type) noexcept;
/// Returns the type of that name; nullopt for any other text.
[[nodiscard]] std::optional<defect_type> defect_type_named(std::string_view name) noexcept;

/// Returns "MFN", "AFN" or "ALL".  Persistent, as the names of types.
[[nodiscard]] std::string_view name_of(fulfillment channel) noexcept;
/// Returns the channel of that name; nullopt for any other text.
[[nodiscard]] std::optional<fulfillment> fulfillment_named(std::string_view name) noexcept;

/// What one report covers: it can change only defects of this scope.
struct report_scope {
    std::string account;
    std::string marketplace_id;  ///< Amazon's id, "ATVPDKIKX0DER", never the country code
    fulfillment channel = fulfillment::all;

    friend auto operator<=>(const report_scope&, const report_scope&) = default;
};

/// True when account and marketplace are not empty.
[[nodiscard]] bool is_whole(const report_scope& scope) noexcept;

/// Parts of a scope; nullopt where it may be anything.
struct scope_parts {
    std::optional<std::string> account;
    std::optional<std::string> marketplace_id;
    std::optional<fulfillment> channel;

    /// True when each part that is set is that of the scope.
    [[nodiscard]] bool cover(const report_scope& scope) const noexcept;

    friend bool operator==(const scope_parts&, const scope_parts&) = default;
};

/// Returns the scope with every part set.
[[nodiscard]] scope_parts parts_of(const report_scope& scope);

/// Returns the scope of these parts; nullopt unless every part is set.
[[nodiscard]] std::optional<report_scope> whole_scope(const scope_parts& scope);

/// Identifies a defect within its account and marketplace.
struct defect_key {
    std::string order_id;
    defect_type type = defect_type::negative_feedback;

    friend auto operator<=>(const defect_key&, const defect_key&) = default;
};

/// A defect as one report states it.
struct observation {
    defect_key key;
    date order_date;
    std::string value;                   ///< the trimmed cell, UTF-8; distinct ones joined by "; "
    std::optional<fulfillment> channel;  ///< nullopt when the report does not say

    friend bool operator==(const observation&, const observation&) = default;
};

/// A good report, ready to be compared.
struct report {
    std::string sha256;                ///< hex, of the bytes as they were found
    timestamp time;                    ///< what it describes: the file's time, or its arrival
    timestamp collected_at;            ///< when it was read
    std::uint64_t rows = 0;            ///< data rows of this scope
    std::vector<observation> defects;  ///< sorted by key, one per key
    defect_types covers;   ///< the types it has columns for; the absence of other types means nothing
    bool complete = true;  ///< false: absence means nothing at all
    std::vector<std::string>
        present_orders;  ///< sorted; orders of bad rows, whose defects do not count as absent
};

/// Which days a report covers, both included, by order date.
struct window {
    date from;
    date to;

    friend bool operator==(const window&, const window&) = default;
};

/// How the window is derived from the day of a report; by default Amazon's 60 days that end 15 days before.
struct window_rule {
    int days = 60;      ///< 1 … 3650
    int lag_days = 15;  ///< 0 … 3650
};

/// Returns the window of a report of that day: from day − lag − days + 1 to day − lag.
[[nodiscard]] window window_on(date day, const window_rule& rule) noexcept;

/// Returns the first day on which an order of `order_date` is no longer counted: order date + days + lag.
[[nodiscard]] date leaves_window_on(date order_date, const window_rule& rule) noexcept;

}  // namespace defectd

#endif
