// libcsv as a stream of cells and rows.  Lax on purpose: quotes inside unquoted cells are text.
#ifndef DEFECTD_REPORT_CSV_READER_HPP
#define DEFECTD_REPORT_CSV_READER_HPP

#include <csv.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string_view>

namespace defectd {

/// How a row ended.
enum class row_end : std::uint8_t { line_end, end_of_text };

/// What stops a reader before the end.
enum class csv_fault : std::uint8_t {
    none,
    open_quote,  ///< a quoted cell never ends, or not within `longest_cell`
    long_cell,   ///< over `longest_cell`
};

/// Bytes.  Far beyond any report; bounds the memory a forgotten quote can cost.
inline constexpr std::size_t longest_cell = std::size_t{4} << 20U;

/// Calls `rows.cell(text)` for each cell and `rows.end_of_row(row_end, line)` after each row; `text` is valid
/// during the call only, `line` is where the row starts.  A blank line is a row without cells.  Spaces and tabs
/// around unquoted cells are gone.
template <class Rows>
class csv_reader {
public:
    csv_reader(char separator, Rows& rows) : rows_(rows)
    {
        csv_init(&parser_, CSV_REPALL_NL);
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        csv_set_blk_size(&parser_, 4096);
        csv_set_realloc_func(&parser_, &bounded_realloc);
    }
    ~csv_reader() { csv_free(&parser_); }
    csv_reader(const csv_reader&) = delete;
    csv_reader& operator=(const csv_reader&) = delete;

    [[nodiscard]] csv_fault feed(std::string_view piece)
    {
        quotes_seen_ = quotes_seen_ || piece.find('"') != std::string_view::npos;
        const std::size_t read = csv_parse(&parser_, piece.data(), piece.size(), &on_cell, &on_row, this);
        if (read == piece.size())
            return csv_fault::none;
        return parser_.quoted != 0 ? csv_fault::open_quote : csv_fault::long_cell;
    }

    /// Ends the last row.
    [[nodiscard]] csv_fault finish()
    {
        // The strict end is the way to ask whether a quote is open; without one it is the same as the lax
        // end.
        csv_set_opts(&parser_, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
        const bool closed = csv_fini(&parser_, &on_cell, &on_row, this) == 0;
        return closed ? csv_fault::none : csv_fault::open_quote;
    }

    /// 1-based line where the present row starts.
    [[nodiscard]] std::uint64_t line() const noexcept { return row_line_; }

private:
    static void* bounded_realloc(void* old, std::size_t size)
    {
        return size > longest_cell ? nullptr : std::realloc(old, size);
    }

    static void on_cell(void* text, std::size_t size, void* self)
    {
        auto& reader = *static_cast<csv_reader*>(self);
        const std::string_view cell(static_cast<const char*>(text), size);
        reader.after_cr_ = false;
        if (reader.quotes_seen_)  // only a quoted cell can hold line ends
            reader.line_ += static_cast<std::uint64_t>(std::count(cell.begin(), cell.end(), '\n'));
        reader.rows_.cell(cell);
    }

    static void on_row(int terminator, void* self)
    {
        auto& reader = *static_cast<csv_reader*>(self);
        const bool second_of_crlf = terminator == CSV_LF && reader.after_cr_;
        reader.after_cr_ = terminator == CSV_CR;
        if (second_of_crlf)
            return;
        reader.rows_.end_of_row(terminator == -1 ? row_end::end_of_text : row_end::line_end,
                                reader.row_line_);
        reader.row_line_ = ++reader.line_;
    }

    csv_parser parser_{};
    Rows& rows_;
    std::uint64_t line_ = 1;
    std::uint64_t row_line_ = 1;
    bool quotes_seen_ = false;
    bool after_cr_ = false;
};

}  // namespace defectd

#endif
