// How one line of a report is cut into cells.  Pure.
//
// There are two ways.  As quoted cells (RFC 4180): a cell in quotes may hold separators, line ends and, doubled,
// quotes.  As text: every separator and every line end cuts, and a quote is a character like any other; only a cell
// that is in quotes as a whole loses them.  Either way the blanks around a cell and around its quotes are gone.
#ifndef DEFECTD_REPORT_BYTES_CSV_LINE_HPP
#define DEFECTD_REPORT_BYTES_CSV_LINE_HPP

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

using cell_views = std::vector<std::string_view>;

/// Cuts a line that holds no quote.  `cells` become views of `line`.
/// No row gives more than 65,536 cells: the last one is the rest of the line.
void cut_plain(std::string_view line, char separator, cell_views& cells);

/// Cuts a line as text.  `cells` become views of `line`, or of `unquoted` where two quotes were made one.
void cut_as_text(std::string_view line, char separator, cell_views& cells, std::string& unquoted);

/// A row of quoted cells, taken line by line.
class quoted_row {
public:
    enum class state {
        ended,
        open,    ///< a cell in quotes continues after the line end
        broken,  ///< text follows a closing quote: this is not a row of quoted cells
    };

    explicit quoted_row(char separator) : separator_(separator) {}

    /// Takes the first line of a row.
    state begin(std::string_view line);

    /// Takes the next line.  @pre the row is open
    state go_on(std::string_view line);

    /// Adds a character of the line end after an open line to the cell.
    void add_line_end(char end) { text_ += end; }

    /// Returns the row so far; valid until the next call.
    [[nodiscard]] const cell_views& cells();

    /// Returns the row as its first line has it: the cell that continues after the line ends there, and those after it
    /// are gone.
    [[nodiscard]] const cell_views& cells_of_first_line();

    /// True when the cell of the column is in quotes; false where the row has no such cell.
    [[nodiscard]] bool is_quoted(std::size_t column) const;

    /// Returns the column of the cell taken last.
    [[nodiscard]] std::size_t column() const noexcept { return places_.size() - 1; }

    /// Returns the bytes of all cells so far.
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }

private:
    struct place {
        std::size_t at;  ///< in `text_`
        std::size_t size;
        bool is_quoted;
    };

    [[nodiscard]] const cell_views& views_of(std::span<const place> places);
    [[nodiscard]] state take(std::string_view line, std::size_t at);
    [[nodiscard]] std::size_t add_plain_cell(std::string_view line, std::size_t at);
    [[nodiscard]] std::size_t add_quoted_text(std::string_view line, std::size_t at);
    [[nodiscard]] std::size_t skip_blanks(std::string_view line, std::size_t at) const;

    char separator_;
    std::string text_;  ///< of the cells, without their quotes
    std::vector<place> places_;
    std::size_t first_line_columns_ = 0;    ///< 0: the first line ended the row
    std::size_t first_line_cell_size_ = 0;  ///< of the cell that continues after the first line
    cell_views views_;
};

}  // namespace defectd

#endif
