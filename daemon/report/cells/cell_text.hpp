// A cell's bytes as UTF-8 text.  Only cells that are kept or compared beyond ASCII come here.
#ifndef DEFECTD_REPORT_CELLS_CELL_TEXT_HPP
#define DEFECTD_REPORT_CELLS_CELL_TEXT_HPP

#include <optional>
#include <string>
#include <string_view>

#include "bytes/text_encoding.hpp"
#include "bytes/transcoder.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {

/// Converts cells of one report; one thread.
class cell_text {
public:
    /// Valid UTF-8, U+FFFD where bytes stand for no character; valid until the next call or as long as
    /// `cell`, whichever is shorter.
    [[nodiscard]] std::string_view read(std::string_view cell, text_encoding encoding);

private:
    void mend_utf8(std::string_view cell);
    void convert(std::string_view cell, text_encoding encoding);

    std::string text_;
    std::optional<transcoder> converter_;
};

}  // namespace defectd

#endif
