// A report's text as rows of cells, whatever the pieces it comes in.
//
// Quotes that are not meant as such must not make one row of several.  Hence these rules:
//
// - In a TAB file a quote is text, as Amazon writes its files, unless the row is quoted: its order id is in quotes, and
//   no text follows a closing quote.  Elsewhere a quote at the beginning of a cell opens it (RFC 4180).
// - Only a cell in quotes continues after a line end, and only until a line that is a row of its own, by its order id
//   and its date.  Such a line shows that the quote was never closed: in a TAB file the row ends before it, as
//   doubtful, elsewhere it is a fault.
// - A row in which text follows a closing quote is cut as text, and is doubtful outside TAB files.
// - A row with a cell of several lines that look like rows (as many separators as the header has, or an order id in
//   them) is doubtful, and ends with its first line: nothing of the other lines is given.
//
// Where a row is doubtful, others may have gone into it.
#ifndef DEFECTD_REPORT_BYTES_CSV_READER_HPP
#define DEFECTD_REPORT_BYTES_CSV_READER_HPP

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bytes/csv_line.hpp"

namespace defectd {

using cells_of_row = std::span<const std::string_view>;

struct csv_row {
    cells_of_row cells;        ///< valid during the call; a blank line has one empty cell
    std::uint64_t line = 0;    ///< 1-based, where the row starts
    bool has_line_end = true;  ///< false: the text ends with it
    bool is_doubtful = false;
};

/// Who takes the rows.
class csv_rows {
public:
    /// Takes the next row, in the order of the text.
    virtual void take(const csv_row& row) = 0;

    /// Returns whether these cells of one line are certainly a row.
    [[nodiscard]] virtual bool is_row(cells_of_row cells) = 0;

protected:
    ~csv_rows() = default;
};

/// What the header says of the rows.
struct csv_shape {
    char separator = ',';
    std::size_t columns = 0;
    std::size_t id_column = 0;
    std::size_t date_column = 0;
};

/// What stops a reader before the end.
enum class csv_fault : std::uint8_t {
    none,
    open_quote,  ///< a quoted cell does not end before the next row, nor within `max_row_length`
    long_row,    ///< a line over `max_row_length`
};

/// Bytes.  Far beyond any report; bounds the memory that a forgotten quote or line end can cost.
inline constexpr std::size_t max_row_length = std::size_t{4} << 20U;

/// One thread.  `rows` must outlive it.
class csv_reader {
public:
    /// @param first_line  the number of the line that the text begins with
    csv_reader(const csv_shape& shape, csv_rows& rows, std::uint64_t first_line)
        : shape_(shape), rows_(rows), row_(shape.separator), probe_(shape.separator), line_(first_line),
          row_line_(first_line)
    {
    }

    /// Takes the next piece of the text.
    [[nodiscard]] csv_fault feed(std::string_view piece);

    /// Ends the last row.
    [[nodiscard]] csv_fault finish();

    /// 1-based line where the present row starts.
    [[nodiscard]] std::uint64_t line() const noexcept { return row_line_; }

private:
    [[nodiscard]] csv_fault keep_cut_line(std::string_view start);
    [[nodiscard]] csv_fault take_line(std::string_view line, bool has_quote);
    void begin_row(std::string_view line, bool has_quote);
    [[nodiscard]] csv_fault go_on(std::string_view line);
    void begin_quoted(std::string_view line);
    [[nodiscard]] bool is_row(std::string_view line);
    [[nodiscard]] bool is_row_of_its_own(std::string_view line);
    void give(const cell_views& cells, bool is_doubtful);
    void give_first_line();

    csv_shape shape_;
    csv_rows& rows_;
    quoted_row row_;    ///< the one under way, when it is open
    quoted_row probe_;  ///< a line that may be a row of its own
    cell_views cells_;
    std::string unquoted_;  ///< what `cells_` may point to
    std::string cut_line_;  ///< the start of a line whose end is to come
    std::uint64_t line_;    ///< the next one
    std::uint64_t row_line_;
    bool is_open_ = false;
    bool first_line_is_row_ = false;  ///< of the open row
    bool is_after_cr_ = false;
    bool has_line_end_ = true;
};

}  // namespace defectd

#endif
