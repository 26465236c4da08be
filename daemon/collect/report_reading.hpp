// Reads the file that a source found.
#ifndef DEFECTD_COLLECT_REPORT_READING_HPP
#define DEFECTD_COLLECT_REPORT_READING_HPP

#include <string_view>
#include <variant>

#include "defectd/report/read.hpp"
#include "defectd/source/found_file.hpp"

namespace defectd {

/// The file was written to, or went away, while it was read: it is not whole, and is read again later.
struct changed_meanwhile {};

/// This process had no descriptor or no memory left.  Nothing is known about the file; it is read again in a moment.
struct out_of_resources {};
inline constexpr std::string_view reason_out_of_resources = "out_of_resources";

/// What reading a file gives: a report, why there is none, or why it is not known.
using file_read_result = std::variant<read_report_result, rejection, changed_meanwhile, out_of_resources>;

/// Reads a file as a report.  Blocking, for a worker thread.  A file that cannot be opened or read is a rejection.
/// @param now  the time of the collection
[[nodiscard]] file_read_result read_found_file(const found_file& file, const reading_rules& rules,
                                               timestamp now);

}  // namespace defectd

#endif
