// How errors about values are worded.
#ifndef DEFECTD_CONFIG_READ_DECODE_ERROR_HPP
#define DEFECTD_CONFIG_READ_DECODE_ERROR_HPP

#include <string>
#include <string_view>

#include "defectd/base/result.hpp"
#include "yaml/tree.hpp"

namespace defectd {

[[nodiscard]] bool is_control(char c) noexcept;

/// The text of a scalar in back quotes, cut short, with nothing in it that a terminal obeys or that looks secret.
[[nodiscard]] std::string quoted(const yaml_node& node);

/// What stands there instead of a scalar, and what is `wanted`.
[[nodiscard]] text_error not_a_scalar(const yaml_node& node, std::string_view wanted);

}  // namespace defectd

#endif
