// A table for people: columns as wide as their widest cell, numbers to the right.
#ifndef DEFECTD_APP_CLIENT_TEXT_TABLE_HPP
#define DEFECTD_APP_CLIENT_TEXT_TABLE_HPP

#include <string>
#include <vector>

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

}  // namespace defectd

#endif
