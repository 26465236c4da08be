// The rating of a feedback as a cell writes it: "4 stars", "3/5", "★★★☆☆".  Pure.
#ifndef DEFECTD_REPORT_CELLS_STAR_RATING_HPP
#define DEFECTD_REPORT_CELLS_STAR_RATING_HPP

#include <string_view>

namespace defectd {

/// True when `cell` is one rating of 3, 4 or 5 and nothing else, in the words of any language.  An unknown word,
/// a second rating that differs or another scale than 5 makes it false: a doubtful cell is a defect.
/// @param cell  as plain_text gives it
[[nodiscard]] bool is_rating_of_three_or_more(std::string_view cell);

}  // namespace defectd

#endif
