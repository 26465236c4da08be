#include "report_reading.hpp"

#include <system_error>

#include "defectd/source/report_file.hpp"
#include "defectd/source/shortage.hpp"

namespace defectd {
namespace {

/// Reads an open file.  Its mark, taken before and after, shows whether it was written to while it was read.
file_read_result read_open_file(report_file& bytes, const found_file& file, const reading_rules& rules,
                                timestamp now)
{
    if (bytes.mark() != file.mark)
        return changed_meanwhile{};
    auto reading = read_report(bytes, rules, {.time = file.time, .collected_at = now});
    if (bytes.mark() != file.mark)
        return changed_meanwhile{};
    if (reading)
        return std::move(*reading);
    return reading.error();
}

}  // namespace

file_read_result read_found_file(const found_file& file, const reading_rules& rules, timestamp now)
{
    try {
        report_file bytes(file.path);
        return read_open_file(bytes, file, rules, now);
    } catch (const std::system_error& error) {
        // Not every error is about the file.
        if (error.code() == std::errc::no_such_file_or_directory)
            return changed_meanwhile{};
        if (is_shortage(error.code()))
            return out_of_resources{};
        rejection why;
        why.code = rejection_code::unreadable;
        why.message = error.what();
        return why;
    }
}

}  // namespace defectd
