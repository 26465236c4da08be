// How people write a fulfilment channel in configurations, paths and commands.
#ifndef DEFECTD_CONFIG_FULFILLMENT_WORDS_HPP
#define DEFECTD_CONFIG_FULFILLMENT_WORDS_HPP

#include <optional>
#include <string_view>

#include "defectd/defect/nouns.hpp"

namespace defectd {

/// "MFN" "AFN" "ALL", and Amazon's other names "FBM" and "FBA" for the first two, in any case; nothing when unknown.
[[nodiscard]] std::optional<fulfillment> parse_fulfillment(std::string_view written) noexcept;

}  // namespace defectd

#endif
