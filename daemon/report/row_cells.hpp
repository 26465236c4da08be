// The cells of a row by what they mean.
//
// A report may have a million rows, of which few hold a defect.  So cells are compared as the bytes they are; only what
// is stored or not recognized is converted, and cells that recur are read once.
#ifndef DEFECTD_REPORT_ROW_CELLS_HPP
#define DEFECTD_REPORT_ROW_CELLS_HPP

#include <optional>
#include <string>
#include <string_view>

#include "bytes/csv_reader.hpp"
#include "cells/cell_text.hpp"
#include "cells/cell_words.hpp"
#include "cells/flag_words.hpp"
#include "cells/packed_text.hpp"
#include "cells/written_date.hpp"
#include "layout.hpp"

namespace defectd {

/// The cell that says who fulfills the order.
struct channel_cell {
    std::optional<fulfillment> channel;  ///< nullopt for a word that is not known
    bool has_text = false;               ///< false: the row does not say
};

/// Reads the cells of one report.  One thread.
class row_cells {
public:
    /// All must outlive it.
    row_cells(const reading_rules& rules, const header_names& names, const layout& columns);

    /// Sets the encoding of the rows from now on.  It changes once at most, from ASCII.
    void set_encoding(text_encoding encoding) noexcept { encoding_ = encoding; }

    /// Returns the cell of a column; empty where the row has none.
    [[nodiscard]] std::string_view at(std::size_t column, cells_of_row cells) const
    {
        return column < cells.size() && column < columns_.columns.size() ? unwrap(cells[column])
                                                                         : std::string_view{};
    }

    /// Returns the order date; unreadable where the cell is empty or not a date.
    [[nodiscard]] written_date date(cells_of_row cells)
    {
        const std::string_view cell = at(columns_.places.order_date, cells);
        if (cell.empty())
            return {};
        return recent_dates_.of(cell, [this](std::string_view found) { return read_date(text(found)); });
    }

    /// Returns who fulfills the order, as the row says it.
    [[nodiscard]] channel_cell channel(cells_of_row cells)
    {
        const std::string_view cell = at(columns_.places.channel, cells);
        if (cell.empty())
            return {};
        return recent_channels_.of(cell, [this](std::string_view found) {
            return channel_cell{channels_.of(text(found)), true};
        });
    }

    /// Returns the defect type of a row in a long report; nullopt for a word that is not known.
    [[nodiscard]] std::optional<defect_type> type(cells_of_row cells)
    {
        const std::string_view cell = at(columns_.places.type, cells);
        if (cell.empty())
            return std::nullopt;
        return recent_types_.of(cell, [this](std::string_view found) { return types_.of(text(found)); });
    }

    /// Returns what a flag or value says about defects.
    /// @param cell  as at() returns it; the meaning is valid until the next call
    [[nodiscard]] const flag_meaning& flag(std::string_view cell)
    {
        return flags_.of(cell, encoding_, text_);
    }

    /// Returns the order id, also of another shape than Amazon's; nullopt when there is none.
    [[nodiscard]] std::optional<std::string> order_id(cells_of_row cells);

    /// Returns the cell as UTF-8; valid until the next call.
    [[nodiscard]] std::string_view text(std::string_view cell) { return text_.read(cell, encoding_); }

    /// True when the row is a header: each of several reports that were joined into one file has its own.
    [[nodiscard]] bool is_header(cells_of_row cells);

    /// True when the columns that are read are where the first header has them.
    /// @pre  is_header(cells)
    [[nodiscard]] bool is_same_header(cells_of_row cells);

private:
    // What cells mean; configured words are known to each of them.
    const header_names& names_;
    const layout& columns_;
    channel_words channels_;
    type_words types_;
    flag_words flags_;
    cell_text text_;  ///< one cell at a time
    text_encoding encoding_ = text_encoding::ascii;
    // One per column: the same text may mean something else in another one.
    recent_cells<written_date> recent_dates_;
    recent_cells<channel_cell> recent_channels_;
    recent_cells<std::optional<defect_type>> recent_types_;
};

}  // namespace defectd

#endif
