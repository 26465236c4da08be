// Whether the cell of a flag or value column says that the order has the defect.
//
// Source: how Amazon counts the order defect rate.  Feedback of 3 to 5 stars, removed or struck-through
// feedback and claims that were denied or withdrawn do not count.
#ifndef DEFECTD_REPORT_CELLS_FLAG_WORDS_HPP
#define DEFECTD_REPORT_CELLS_FLAG_WORDS_HPP

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cells/cell_text.hpp"
#include "cells/packed_text.hpp"
#include "defectd/defect/model.hpp"

namespace defectd {

/// What a cell says of the defects that an order may have.
struct flag_meaning {
    bool is_blank = true;
    defect_types absent;  ///< the types that it says are none; a blank cell says so of all
};

/// The words that mean "no defect"; what is not surely one of them is a defect.  One thread.
class flag_words {
public:
    /// @param more  further words for every type, any case, UTF-8
    explicit flag_words(const std::vector<std::string>& more);

    /// Returns what a cell says; valid until the next call.
    /// @param cell  as found; `text` converts it where it is not ASCII
    [[nodiscard]] const flag_meaning& of(std::string_view cell, text_encoding encoding, cell_text& text)
    {
        return recent_.of(cell, [&](std::string_view found) { return read(text.read(found, encoding)); });
    }

private:
    [[nodiscard]] flag_meaning read(std::string_view cell) const;
    [[nodiscard]] defect_types absent_types(std::string_view fact) const;

    std::unordered_set<std::string> exact_words_;  ///< as compared: plain, in lower case
    recent_cells<flag_meaning> recent_;
};

}  // namespace defectd

#endif
