// What follows from a payload format, one row per format.
#ifndef DEFECTD_CONFIG_READ_FORMATS_HPP
#define DEFECTD_CONFIG_READ_FORMATS_HPP

#include <optional>
#include <string_view>

#include "defectd/event/payload.hpp"
#include "defectd/webhook/answer.hpp"
#include "defectd/webhook/rate_limit.hpp"

namespace defectd {

/// The rules of one format.
struct format_row {
    payload_format format;
    answer_rules answers;
    bool needs_signing;               ///< `signing` must be written, if only as `none`
    std::optional<rate_limit> limit;  ///< unless the operator says otherwise
    std::string_view events;          ///< the default as YAML; empty is the schema's
};

/// Returns the row of a format.  Every format has one.
[[nodiscard]] const format_row& row_of(payload_format format) noexcept;

}  // namespace defectd

#endif
