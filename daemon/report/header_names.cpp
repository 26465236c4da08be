#include "header_names.hpp"

#include <array>

#include "cells/fold.hpp"
#include "defectd/base/enum_names.hpp"
#include "languages/language.hpp"

namespace defectd {
namespace {

constexpr std::array meanings{meaning::negative_feedback, meaning::a_to_z_claim, meaning::chargeback,
                              meaning::order_id,          meaning::order_date,   meaning::fulfillment,
                              meaning::defect_type,       meaning::value};

/// As the configuration calls them.
constexpr enum_names<9> meaning_names{"negative_feedback", "a_to_z_claim", "chargeback",
                                      "order_id",          "order_date",   "fulfillment",
                                      "defect_type",       "value",        "none"};

// A meaning and the term of its names have one number.
static_assert(static_cast<int>(meaning::negative_feedback) == static_cast<int>(term::negative_feedback));
static_assert(static_cast<int>(meaning::order_id) == static_cast<int>(term::order_id));
static_assert(static_cast<int>(meaning::value) == static_cast<int>(term::value));

using meanings_by_name = std::unordered_map<std::string, meaning>;

/// Returns the meaning of each built-in name, folded.
meanings_by_name make_usual_meanings()
{
    meanings_by_name usual;
    for (const meaning what : meanings)
        for (const std::string_view name : usual_names(what))
            usual.emplace(fold_name(name), what);
    return usual;
}

}  // namespace

std::string_view name_of(meaning what) noexcept
{
    return name_in(meaning_names, what);
}

std::optional<defect_type> type_of(meaning what) noexcept
{
    if (static_cast<std::size_t>(what) < defect_type_count)
        return static_cast<defect_type>(what);
    return std::nullopt;
}

std::vector<std::string_view> usual_names(meaning what)
{
    return words_for(static_cast<term>(what));
}

header_names::header_names(const more_words& more)
{
    for (const meaning what : meanings)
        if (const auto found = more.find(std::string(name_of(what))); found != more.end())
            for (const std::string& name : found->second)
                configured_.emplace(fold_name(name), what);
    configured_.erase(std::string());  // a name of punctuation only would match every empty one
}

meaning header_names::of(std::string_view name) const
{
    static const meanings_by_name usual = make_usual_meanings();
    const std::string folded = fold_name(name);
    // Configured names take precedence.
    for (const meanings_by_name* const known : {&configured_, &usual})
        if (const auto found = known->find(folded); found != known->end())
            return found->second;
    return meaning::none;
}

}  // namespace defectd
