// Text reduced to what counts when names and words are compared.  Pure.
#ifndef DEFECTD_REPORT_CELLS_FOLD_HPP
#define DEFECTD_REPORT_CELLS_FOLD_HPP

#include <string>
#include <string_view>

namespace defectd {

/// Returns the text as header names and words of a fixed list are compared: letters and digits only, lower case,
/// without accents; full-width forms become ASCII.  "Numéro de commande", "numero-de-commande" and "NUMERO DE COMMANDE" are
/// one.  Unknown scripts stay.
/// @pre `text` is valid UTF-8
[[nodiscard]] std::string fold_name(std::string_view text);

/// Returns the text as cells such as "N/A" are compared, where punctuation counts: in lower case (Latin letters,
/// full-width ones, too), otherwise unchanged.
/// @pre `text` is valid UTF-8
[[nodiscard]] std::string lower_case(std::string_view text);

/// Returns the text as cells are read whose characters count, such as ids, dates and ratings: full-width forms become
/// ASCII, every kind of blank a space and every kind of hyphen and dash `-`; invisible marks are removed, and blanks at
/// both ends.
/// @pre `text` is valid UTF-8
[[nodiscard]] std::string plain_text(std::string_view text);

}  // namespace defectd

#endif
