// What is saved under a report's name and is none.  Pure.
#ifndef DEFECTD_REPORT_NO_REPORT_HPP
#define DEFECTD_REPORT_NO_REPORT_HPP

#include <optional>
#include <string_view>

#include "defectd/report/read.hpp"

namespace defectd {

/// A web page, another XML document, or text with NUL bytes.
[[nodiscard]] std::optional<rejection> no_table(std::string_view start);

/// JSON.  To be asked where there is no header, for a header may begin with a bracket.
[[nodiscard]] std::optional<rejection> json_document(std::string_view start);

}  // namespace defectd

#endif
