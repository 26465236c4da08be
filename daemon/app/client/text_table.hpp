// A table of text for people, whose cells are members of the daemon's answers.
#ifndef DEFECTD_APP_CLIENT_TEXT_TABLE_HPP
#define DEFECTD_APP_CLIENT_TEXT_TABLE_HPP

#include <string>
#include <vector>

#include <boost/json/value.hpp>

namespace defectd {

/// Collects rows and aligns their columns.  Widths are counted in bytes.
class text_table {
public:
    /// Where a column is aligned: numbers right, everything else left.
    enum class side { left, right };

    struct column {
        std::string head;
        side to = side::left;
    };

    explicit text_table(std::vector<column> columns) : columns_(std::move(columns)) {}

    /// Adds a row.
    /// @pre  there is one cell per column
    void add(std::vector<std::string> cells);

    /// Returns the heads and the rows, one line each; no line ends with blanks.
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] std::vector<std::size_t> widths() const;

    std::vector<column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// Returns text as it is but without control characters, null as "-", and everything else as JSON.
[[nodiscard]] std::string cell(const boost::json::value& value);

/// Returns "2026-11-23 11:00:00Z", since a person needs no milliseconds; "-" for null.
[[nodiscard]] std::string time_cell(const boost::json::value& value);

}  // namespace defectd

#endif
