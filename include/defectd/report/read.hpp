// Reads the bytes of a file as a report: gzip, encoding, separator, header, layout, dates, flags.  Reads in pieces:
// holds the defects found, one row and the first 256 KiB of the text, never all of it.  Blocking; runs on a
// worker thread.
//
// Source: the reading rules of docs/reports.md.
#ifndef DEFECTD_REPORT_READ_HPP
#define DEFECTD_REPORT_READ_HPP

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/byte_source.hpp"
#include "defectd/base/result.hpp"
#include "defectd/config/configuration.hpp"
#include "defectd/defect/model.hpp"

namespace defectd {

/// Why a report is rejected as a whole.  Persistent: the names are the `reason` of collection.failed.
enum class rejection_code : std::uint8_t {
    empty,            ///< 0 bytes
    xlsx,             ///< a spreadsheet file, not its export as text
    html,             ///< a web page, usually a login page saved under the report's name
    xml,              ///< another XML document, usually an error message saved under the report's name
    json,             ///< a JSON document, usually an error message
    encoding,         ///< UTF-16 without BOM, or bytes that no allowed encoding explains
    gzip,             ///< damaged or cut-off gzip
    missing_column,   ///< no column for the order id, the order date or a defect
    repeated_column,  ///< two columns of one meaning
    bad_rows,         ///< more than 5 % of the rows cannot be read, or a second header has other columns
    date_order,       ///< the dates contradict each other or the configuration, or leave a choice
    truncated,        ///< the file ends inside a row, a quote or a character, or seems to
    too_large,        ///< over report_bytes, report_rows or report_defects
    wrong_scope,      ///< rows, but none of this scope
    older_report,     ///< not newer than the last applied; decided by the collector
    unreadable,       ///< the file could not be opened or read; decided by the collector
};
/// Returns the persistent name of a code: "empty" …
[[nodiscard]] std::string_view name_of(rejection_code code) noexcept;

/// Why one report is rejected.
struct rejection {
    rejection_code code = rejection_code::empty;
    std::string message;  ///< what is wrong and what to do; contains no order id and no cell but header names
    std::uint64_t line = 0;  ///< 1-based line of the text; 0 when it is about the whole
    std::string sha256{};    ///< hex, of the bytes as found, at most reading_rules::max_bytes of them
};

/// Something odd that did not stop the report, counted once per kind.
struct report_warning {
    std::string code;     ///< "order_id_shape", "other_channel", "bad_row", "unknown_fulfillment" …
    std::string message;  ///< for a person
    std::uint64_t count = 0;
    std::uint64_t first_line = 0;
};

/// How a report is read.
struct reading_rules {
    report_scope scope;
    date_order dates = date_order::automatic;
    std::map<std::string, std::vector<std::string>> columns;  ///< as source_config::columns
    std::uint64_t max_bytes = 256ULL << 20U;                  ///< after gunzip
    std::uint64_t max_rows = 2'000'000;
    /// Identities (order id and defect type) with a defect within `scope`.  Unlimited by default, for comparing two
    /// files.
    std::uint64_t max_defects = std::numeric_limits<std::uint64_t>::max();
    bool complete = true;
};

/// Times that are not in the bytes; they become those of the report.
struct report_times {
    timestamp time;          ///< of the file, or of its arrival
    timestamp collected_at;  ///< now
};

/// A good report, and what was odd in it.
struct read_report_result {
    report read;
    std::vector<report_warning> warnings;
};

/// Reads one report to its end and returns it, or why it is rejected.  Throws std::system_error only when `bytes` does.
[[nodiscard]] result<read_report_result, rejection> read_report(byte_source& bytes,
                                                                const reading_rules& rules,
                                                                const report_times& times);

}  // namespace defectd

#endif
