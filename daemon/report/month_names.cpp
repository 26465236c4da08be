#include "written_date.hpp"

namespace defectd {
namespace {

// Folded: lower case, without accents.  English, German, French, Spanish, Italian; full name, then
// abbreviations.
constexpr std::array<std::string_view, 12> month_names{
    " january jan januar janner janvier janv enero ene gennaio gen jaenner ",
    " february feb februar febr fevrier fevr fev febrero febbraio ",
    " march mar marz maerz mrz mars marzo ",
    " april apr avril avr abril abr aprile ",
    " may mai mayo maggio mag ",
    " june jun juni juin junio giugno giu ",
    " july jul juli juillet juil julio luglio lug ",
    " august aug aout agosto ago ",
    " september sep sept septembre septiembre setiembre set settembre sett ",
    " october oct oktober okt octobre octubre ottobre ott ",
    " november nov novembre noviembre ",
    " december dec dezember dez decembre diciembre dic dicembre ",
};

}  // namespace

std::optional<int> month_named(std::string_view folded) noexcept
{
    if (folded.empty() || folded.find(' ') != std::string_view::npos)
        return std::nullopt;
    for (std::size_t month = 0; month < month_names.size(); ++month) {
        const std::string_view names = month_names[month];
        for (std::size_t at = names.find(folded); at != std::string_view::npos;
             at = names.find(folded, at + 1))
            if (names[at - 1] == ' ' && names[at + folded.size()] == ' ')
                return static_cast<int>(month) + 1;
    }
    return std::nullopt;
}

}  // namespace defectd
