// Words within dates, of every language.  Pure.
#ifndef DEFECTD_REPORT_CELLS_DATE_WORDS_HPP
#define DEFECTD_REPORT_CELLS_DATE_WORDS_HPP

#include <string>
#include <string_view>

namespace defectd {

/// What a word within a date can be; some are several: "mar" is March, and Tuesday in French.
struct date_word {
    int month = 0;  ///< 1 … 12, or 0
    bool is_weekday = false;
    bool is_filler = false;     ///< "de", "of", "th"
    bool is_time_word = false;  ///< before or after a time of day: "at", "Uhr", "pm"

    [[nodiscard]] bool is_known() const noexcept
    {
        return month != 0 || is_weekday || is_filler || is_time_word;
    }
};

/// Returns what a word can be; for a word that is not known, no member is set.  Valid to the end of the program.
/// @param folded  as fold_name gives it
[[nodiscard]] const date_word& find_date_word(const std::string& folded);

/// True when the words name a time zone, as "Pacific Time", "heure de Paris" or "日本標準時" do.
/// @param folded  as fold_name gives it, of the whole phrase
[[nodiscard]] bool names_time_zone(std::string_view folded);

}  // namespace defectd

#endif
