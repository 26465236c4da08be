// Finds the header among the first lines of a report.  Pure.
#ifndef DEFECTD_REPORT_HEADER_SEARCH_HPP
#define DEFECTD_REPORT_HEADER_SEARCH_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/text_encoding.hpp"
#include "header_names.hpp"
#include "layout.hpp"

namespace defectd {

/// A line as a header, cut by the separator that gives the most names we know.
struct header_candidate {
    std::vector<std::string> names;  ///< valid UTF-8
    layout read;                     ///< columns, separator and place
    bool has_open_quote = false;     ///< cut by another separator, the line has a quote that is not closed
};

/// True when there is a flag column or a defect-type column.
[[nodiscard]] bool speaks_of_defects(const layout& read);

/// True when every mandatory column is there.
[[nodiscard]] bool is_header(const layout& read);

/// Returns the first line that has the mandatory columns, else the line that is most like a header; nullopt when no
/// line ends that is not blank.  Looks at `max_header_lines` lines.
[[nodiscard]] std::optional<header_candidate> find_header(const text_start& start, text_encoding encoding,
                                                          const header_names& known);

}  // namespace defectd

#endif
