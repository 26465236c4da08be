// The words of reports, language by language: what a header, a flag, a channel or a month can be called.
//
// To add a word, add it to its row in the file of its language; to add a language, copy a file and name it in
// language.cpp.  Case, accents, spaces and punctuation do not count (fold.hpp).  A test checks that no name has two
// meanings and no word is two months.
#ifndef DEFECTD_REPORT_LANGUAGES_LANGUAGE_HPP
#define DEFECTD_REPORT_LANGUAGES_LANGUAGE_HPP

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace defectd {

enum class term : std::uint8_t {
    // Header names, in the order of `meaning`.
    negative_feedback,
    a_to_z_claim,
    chargeback,
    order_id,
    order_date,
    fulfillment,
    defect_type,
    value,
    // Cells of the fulfillment column.
    by_amazon,
    by_seller,
    // Cells of a flag or value column.
    no,                ///< no defect of any type
    feedback_removed,  ///< removed or struck through
    claim_denied,      ///< by Amazon: the buyer's claim failed
    claim_withdrawn,   ///< by the buyer
    rating_word,       ///< beside the number of a rating: "stars"
    out_of,            ///< between a rating and its scale: 4 "of" 5
    out_of_first,      ///< after the scale, before the rating: 5 "のうち" 4
    // Within dates.
    january,
    february,
    march,
    april,
    may,
    june,
    july,
    august,
    september,
    october,
    november,
    december,
    weekday,
    date_filler,  ///< beside day, month or year: "de"
    time_word,    ///< before or after a time of day: "at"
    zone_word,    ///< the first or the last word of a time zone's name
};

/// Words for one term, separated by `|`.
struct term_row {
    term what;
    std::string_view words;
};

// One per language, each in the file of its name.  A term may have several rows, and need not have any.
extern const std::span<const term_row> english;
extern const std::span<const term_row> german;
extern const std::span<const term_row> french;
extern const std::span<const term_row> spanish;
extern const std::span<const term_row> italian;
extern const std::span<const term_row> japanese;
extern const std::span<const term_row> dutch;
extern const std::span<const term_row> polish;
extern const std::span<const term_row> swedish;
extern const std::span<const term_row> turkish;
extern const std::span<const term_row> portuguese;
extern const std::span<const term_row> chinese;

/// Returns the words for `what` in every language, as they are usually written; English first.
[[nodiscard]] std::vector<std::string_view> words_for(term what);

}  // namespace defectd

#endif
