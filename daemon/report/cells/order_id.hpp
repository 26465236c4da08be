// The cell of an order id.  Pure.
#ifndef DEFECTD_REPORT_CELLS_ORDER_ID_HPP
#define DEFECTD_REPORT_CELLS_ORDER_ID_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/cell_text.hpp"

namespace defectd {

/// True for Amazon's form, ddd-ddddddd-ddddddd (SP-API orders: "an Amazon-defined order identifier, in 3-7-7 format").
[[nodiscard]] bool has_order_id_shape(std::string_view text) noexcept;

/// Returns the id in a cell, in whatever shape; nullopt when there is none.
///
/// Where exactly one id of Amazon's form is in the cell, it is that one: with other hyphens, full-width digits
/// and invisible marks, inside a link or a phrase; or all of the cell with blanks for the hyphens or, as 17
/// digits, without.  Otherwise it is the cell as it is written, trimmed, at most 64 characters.  There is not
/// an id in a cell with control characters, bytes that stand for no character or an e-mail address, nor in what a
/// spreadsheet leaves of a number that it rounded: 1.14902E+16, 11490152860066600, ####, #REF!.
[[nodiscard]] std::optional<std::string> read_order_id(std::string_view cell, text_encoding encoding,
                                                       cell_text& text);

/// Returns the distinct ids of Amazon's form within a text, in the order of the text.
/// @param text  valid UTF-8
[[nodiscard]] std::vector<std::string> order_ids_within(std::string_view text);

}  // namespace defectd

#endif
