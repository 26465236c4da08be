// A found file to a report, or to the reason why not.  Blocking; runs on a worker thread.
#ifndef DEFECTD_COLLECT_REPORT_READING_HPP
#define DEFECTD_COLLECT_REPORT_READING_HPP

#include <string_view>
#include <variant>

#include "defectd/report/read.hpp"
#include "defectd/source/found_file.hpp"

namespace defectd {

/// It was written to while it was read: no whole file, look again later.
struct changed_meanwhile {};

/// This process had no descriptor or no memory left: nothing is known of the file, try again in a moment.
struct out_of_resources {};
inline constexpr std::string_view reason_out_of_resources = "out_of_resources";

using file_read_result = std::variant<read_report_result, rejection, changed_meanwhile, out_of_resources>;

[[nodiscard]] file_read_result read_found_file(const found_file& file, const reading_rules& rules,
                                               timestamp now);

}  // namespace defectd

#endif
