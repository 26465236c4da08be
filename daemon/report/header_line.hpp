// The lines at the top of a report, one of which is the header.  Pure.
#ifndef DEFECTD_REPORT_HEADER_LINE_HPP
#define DEFECTD_REPORT_HEADER_LINE_HPP

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

inline constexpr std::array separators{'\t', ',', ';'};

/// The number of lines, without blank ones, among which the header is looked for; also how many lines a header can
/// have.
inline constexpr std::size_t max_header_lines = 20;

/// A line of the text.
struct text_line {
    std::string_view text;  ///< without its end
    std::size_t size = 0;   ///< with its end
    bool has_end = false;
};

/// Returns the line that `text` begins with.
[[nodiscard]] text_line first_line(std::string_view text) noexcept;

/// Returns the separator that a line such as `sep=;` names, which spreadsheets write before the header; nullopt for any
/// other line.
[[nodiscard]] std::optional<char> named_separator(std::string_view line) noexcept;

/// A header, cut by one separator.
struct header_cut {
    std::vector<std::string> names;  ///< as bytes
    std::size_t size = 0;            ///< bytes of its lines, ends included
    std::uint64_t lines = 0;
};

/// Cuts the line that `text` begins with, and the lines in which a name in quotes continues.  Returns nullopt when
/// the quote is not closed before a line that may be a row.  In a TAB file a quote is text unless the first name is
/// in quotes.
[[nodiscard]] std::optional<header_cut> cut_header(std::string_view text, char separator);

/// Returns header names for a message: a few of them, shortened, without any that looks like the cell of an order.
[[nodiscard]] std::string describe_names(const std::vector<std::string>& names);

}  // namespace defectd

#endif
