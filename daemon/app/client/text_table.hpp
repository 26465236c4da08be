// A table for people, and members of the daemon's answers as its cells.
#ifndef DEFECTD_APP_CLIENT_TEXT_TABLE_HPP
#define DEFECTD_APP_CLIENT_TEXT_TABLE_HPP

#include <string>
#include <vector>

#include <boost/json/value.hpp>

namespace defectd {

class text_table {
public:
    enum class side { left, right };

    struct column {
        std::string head;
        side to = side::left;
    };

    explicit text_table(std::vector<column> columns) : columns_(std::move(columns)) {}

    /// @pre  one cell a column
    void add(std::vector<std::string> cells);

    /// With its head; a line each, none ends with blanks.
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] std::vector<std::size_t> widths() const;

    std::vector<column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// Text as it is, null as "-", everything else as JSON.
[[nodiscard]] std::string cell(const boost::json::value& value);

/// "2026-11-23 11:00:00Z": a person needs no milliseconds.  null is "-".
[[nodiscard]] std::string time_cell(const boost::json::value& value);

}  // namespace defectd

#endif
