// The cell of an order id.  Pure.
#ifndef DEFECTD_REPORT_ORDER_ID_HPP
#define DEFECTD_REPORT_ORDER_ID_HPP

#include <optional>
#include <string>
#include <string_view>

#include "cell_text.hpp"

namespace defectd {

/// Amazon's form, ddd-ddddddd-ddddddd (SP-API orders: "an Amazon-defined order identifier, in 3-7-7 format").
[[nodiscard]] bool has_order_id_shape(std::string_view text) noexcept;

/// The id in a cell of any shape: trimmed UTF-8; nullopt when it is empty, over 64 characters, or has control
/// characters or bytes that stand for none.
[[nodiscard]] std::optional<std::string> read_order_id(std::string_view cell, text_encoding encoding,
                                                       cell_text& text);

}  // namespace defectd

#endif
