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

/// What one row says of one defect.
struct finding {
    std::string_view order_id;
    defect_type type = defect_type::negative_feedback;
    std::string_view value;  ///< as kept_value gives it
    written_date ordered;
    std::optional<fulfillment> channel;
};

/// Grows with the defects, not with the rows; one thread.
class findings {
public:
    /// @param max  identities (order id and defect type)
    explicit findings(std::uint64_t max) : max_(max), checked_at_(max) {}

    /// False once there are found to be more identities than allowed.  They are counted when there are more
    /// findings than that, and whenever the findings have doubled since; equal findings become one then.  So what
    /// is held is bounded by what is allowed, not by the rows.
    [[nodiscard]] bool add(const finding& found);

    /// Whether there are more identities than allowed, counted exactly.
    [[nodiscard]] bool are_too_many();

    /// Sorted by key, one a key: earliest date, distinct values sorted and joined by "; ", a known channel
    /// before none and MFN before AFN, so that the order of the rows does not matter.  Call once, last.
    [[nodiscard]] std::vector<observation> merge_all(date_order order);

private:
    /// A finding whose texts are in `text_`.
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

    [[nodiscard]] std::string_view order_id(const entry& found) const;
    [[nodiscard]] std::string_view value(const entry& found) const;
    [[nodiscard]] bool same_key(const entry& a, const entry& b) const;
    [[nodiscard]] bool same_finding(const entry& a, const entry& b) const;
    void sort();
    void drop_repetitions();
    [[nodiscard]] observation merge(std::vector<entry>::const_iterator from,
                                    std::vector<entry>::const_iterator to, date_order order) const;

    std::uint64_t max_;
    std::uint64_t checked_at_;  ///< number of entries
    std::string text_;
    std::vector<entry> entries_;
};

}  // namespace defectd

#endif
