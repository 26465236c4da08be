#include "cells/flag_words.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "cells/fold.hpp"
#include "cells/star_rating.hpp"
#include "defectd/base/text.hpp"
#include "languages/language.hpp"

namespace defectd {
namespace {

/// Longer cells are comments, not words.
constexpr std::size_t max_cell_length = 256;

/// Returns the set of one type.
defect_types only(defect_type type)
{
    defect_types types;
    types.set(static_cast<std::size_t>(type));
    return types;
}

defect_types every_type()
{
    return defect_types().set();
}

struct absence {
    term what;
    defect_types types;
};

/// Returns what is not a defect, and of which type: a rule holds for the types it is given for, and for no other.
std::array<absence, 4> absences()
{
    return {{{term::no, every_type()},
             {term::feedback_removed, only(defect_type::negative_feedback)},
             {term::claim_denied, only(defect_type::a_to_z_claim)},
             {term::claim_withdrawn, only(defect_type::a_to_z_claim)}}};
}

using types_by_word = std::unordered_map<std::string, defect_types>;

/// Returns the types that each word says are absent, by the folded word.
types_by_word make_absent_types()
{
    types_by_word absent;
    for (const absence& rule : absences())
        for (const std::string_view word : words_for(rule.what))
            absent[fold_name(word)] |= rule.types;
    return absent;
}

/// True for dashes of any kind and number, which plain_text() has made hyphens.
bool is_dashes(std::string_view plain)
{
    return plain.find_first_not_of("- ") == std::string_view::npos;
}

}  // namespace

flag_words::flag_words(const std::vector<std::string>& more)
{
    exact_words_ = {"0", "n/a"};
    for (const std::string& word : more)
        exact_words_.insert(lower_case(plain_text(word)));
}

/// Returns what the cell says.  Several facts, as merged values are written, say that a type is absent when each of
/// them does.
flag_meaning flag_words::read(std::string_view cell) const
{
    if (trimmed(cell).size() > max_cell_length)
        return {false, {}};
    // Nothing, or a word for no defect of any type.
    const std::string plain = plain_text(cell);
    if (plain.empty())
        return {true, every_type()};
    if (exact_words_.contains(lower_case(plain)))
        return {false, every_type()};
    // Else what every one of its facts says is absent.
    defect_types absent = every_type();
    bool has_fact = false;
    for (std::string_view left = plain; !left.empty();) {
        const std::string_view fact = left.substr(0, left.find(';'));
        left.remove_prefix(std::min(left.size(), fact.size() + 1));
        if (trimmed(fact).empty())
            continue;
        has_fact = true;
        absent &= absent_types(trimmed(fact));
    }
    return {false, has_fact ? absent : defect_types()};
}

/// @param fact  as plain_text gives it
defect_types flag_words::absent_types(std::string_view fact) const
{
    static const types_by_word usual = make_absent_types();
    if (is_dashes(fact) || exact_words_.contains(lower_case(fact)))
        return every_type();
    if (const auto known = usual.find(fold_name(fact)); known != usual.end())
        return known->second;
    return is_rating_of_three_or_more(fact) ? only(defect_type::negative_feedback) : defect_types();
}

}  // namespace defectd
