// Files that are not a report, although they have a report's name.  Pure.
#ifndef DEFECTD_REPORT_NO_REPORT_HPP
#define DEFECTD_REPORT_NO_REPORT_HPP

#include <optional>
#include <string_view>

#include "defectd/report/read.hpp"

namespace defectd {

/// Returns the rejection of a web page, another XML document, or text with NUL bytes; nullopt for anything else.
[[nodiscard]] std::optional<rejection> no_table(std::string_view start);

/// Returns the rejection of a JSON document; nullopt for anything else.  To be asked only when no header was found,
/// for a header may begin with a bracket.
[[nodiscard]] std::optional<rejection> json_document(std::string_view start);

}  // namespace defectd

#endif
