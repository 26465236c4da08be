// The defects of a report while it is read: compact, in the order found, merged at the end.
#ifndef DEFECTD_REPORT_FINDINGS_HPP
#define DEFECTD_REPORT_FINDINGS_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/written_date.hpp"
#include "defectd/defect/model.hpp"

namespace defectd {

/// One defect as one row states it.
struct finding {
    std::string_view order_id;
    defect_type type = defect_type::negative_feedback;
    std::string_view value;  ///< as stored_value returns it
    written_date ordered;
    std::optional<fulfillment> channel;
};

/// Collects the findings of one report.  Its memory grows with the defects, not with the rows.  One thread.
class findings {
public:
    /// @param max  identities (order id and defect type)
    explicit findings(std::uint64_t max) : max_(max), checked_at_(max) {}

    /// Adds a finding.  Returns false once there are more identities than allowed.  They are counted when there are
    /// more findings than identities allowed, and again whenever the findings have doubled; equal findings become one
    /// then.  So the memory is bounded by what is allowed, not by the rows.
    [[nodiscard]] bool add(const finding& found);

    /// Counts exactly, and returns whether there are more identities than allowed.
    [[nodiscard]] bool are_too_many();

    /// Returns one observation per key, sorted by key.  It has the earliest date, the distinct values sorted and
    /// joined by "; ", and a known channel rather than none, MFN rather than AFN, so that the order of the rows does
    /// not matter.  Called once, last.
    [[nodiscard]] std::vector<observation> merge_all(date_order order);

private:
    /// A finding.  Its texts are in `text_`.
    struct entry {
        std::array<std::uint64_t, 2> id_start;  ///< of the order id, in numbers that sort like it
        std::size_t order_id_at;
        std::size_t value_at;
        std::uint32_t order_id_size;
        std::uint32_t value_size;
        written_date ordered;
        defect_type type;
        std::optional<fulfillment> channel;
    };

    // Views of `text_`, valid until it grows.
    [[nodiscard]] std::string_view order_id(const entry& found) const;
    [[nodiscard]] std::string_view value(const entry& found) const;
    [[nodiscard]] bool same_key(const entry& a, const entry& b) const;
    [[nodiscard]] bool same_finding(const entry& a, const entry& b) const;
    void sort();
    void drop_repetitions();
    [[nodiscard]] observation merge(std::vector<entry>::const_iterator from,
                                    std::vector<entry>::const_iterator to, date_order order) const;

    std::uint64_t max_;         ///< identities that are allowed
    std::uint64_t checked_at_;  ///< the number of entries after which identities are counted next
    std::string text_;          ///< every order id and value
    std::vector<entry> entries_;
};

}  // namespace defectd

#endif
