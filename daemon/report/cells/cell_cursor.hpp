// Takes a cell apart from its front: blanks, numbers and words.  Pure.
#ifndef DEFECTD_REPORT_CELLS_CELL_CURSOR_HPP
#define DEFECTD_REPORT_CELLS_CELL_CURSOR_HPP

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace defectd {

/// True for an ASCII digit.
[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// A run of digits.
struct number {
    int value = 0;
    int digits = 0;
};

/// A run of letters.
struct word {
    std::string_view raw;
    std::string folded;  ///< as fold_name gives it; never empty
};

/// The rest of a cell.  @pre what it is made of is as plain_text gives it, and must outlive it
class cell_cursor {
public:
    explicit cell_cursor(std::string_view text) : left_(text) {}

    /// Returns what was not taken yet.
    [[nodiscard]] std::string_view left() const noexcept { return left_; }
    [[nodiscard]] bool at_end() const noexcept { return left_.empty(); }
    [[nodiscard]] bool at_digit() const noexcept { return !left_.empty() && is_digit(left_.front()); }

    /// Takes `wanted` if it is next; returns whether it was.
    bool take(std::string_view wanted);
    void skip(std::string_view characters);  ///< any run of these ASCII characters
    void skip_blanks() { skip(" "); }
    void skip_character();  ///< @pre !at_end()

    /// Takes a run of 1 to 8 digits; nothing of a longer one.
    [[nodiscard]] std::optional<number> take_number();

    /// Takes the letters at the front; nullopt when there are none.  Chinese and Japanese are written without blanks:
    /// there it takes the longest run that `is_known`, or all of it.
    /// @param is_known  asked with the folded word
    [[nodiscard]] std::optional<word> take_word(const std::function<bool(const std::string&)>& is_known);

private:
    std::string_view left_;
};

}  // namespace defectd

#endif
