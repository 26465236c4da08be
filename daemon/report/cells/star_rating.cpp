#include "cells/star_rating.hpp"

#include <optional>
#include <string>
#include <unordered_map>

#include "cells/cell_cursor.hpp"
#include "cells/fold.hpp"
#include "languages/language.hpp"

namespace defectd {
namespace {

constexpr int scale = 5;

using terms_by_word = std::unordered_map<std::string, term>;

/// Returns the words within ratings, folded.  A word that two terms have belongs to the first of them.
terms_by_word make_rating_words()
{
    terms_by_word words;
    for (const term what : {term::rating_word, term::out_of, term::out_of_first})
        for (const std::string_view word : words_for(what))
            words.emplace(fold_name(word), what);
    return words;
}

/// True when the folded word is one of the term.
bool is_word_for(const std::string& folded, term what)
{
    static const terms_by_word words = make_rating_words();
    const auto found = words.find(folded);
    return found != words.end() && found->second == what;
}

/// Takes one cell apart.  Every step returns whether what comes next belongs to a rating, and takes it then.
class rating_cell {
public:
    explicit rating_cell(std::string_view cell) : rest_(cell) {}

    /// Returns the rating, if the cell is one and nothing else.
    [[nodiscard]] std::optional<int> read()
    {
        for (rest_.skip(filling); !rest_.at_end(); rest_.skip(filling))
            if (!(rest_.at_digit() ? take_number() : take_sign_or_word()))
                return std::nullopt;
        if (has_star_sign_ && !rating_)  // "★" alone is one star
            return 1;
        return rating_;
    }

private:
    static constexpr std::string_view filling = " .:=()[]";

    /// Takes stars, a word of ratings, or a hyphen between a number and its word.
    bool take_sign_or_word()
    {
        const cell_cursor before = rest_;
        if (take_stars())
            return true;
        rest_ = before;
        return take_known_word(term::rating_word) || take_hyphen() || (rating_ && rest_.take("*"));  // "4*"
    }

    /// Returns whether the rating is the first one of the cell, or the same again.
    bool note(int rating)
    {
        if (rating_.value_or(rating) != rating)
            return false;
        rating_ = rating;
        return true;
    }

    /// Takes the next word if it is one of the term.
    bool take_known_word(term what)
    {
        const cell_cursor before = rest_;
        const std::optional<word> found =
            rest_.take_word([what](const std::string& folded) { return is_word_for(folded, what); });
        if (found && is_word_for(found->folded, what))
            return true;
        rest_ = before;
        return false;
    }

    /// Takes "4", "4.0" and "4,0".
    std::optional<int> take_whole_number()
    {
        const std::optional<number> whole = rest_.take_number();
        if (!whole || whole->digits != 1)
            return std::nullopt;
        const cell_cursor before = rest_;
        if (!rest_.take(".") && !rest_.take(","))
            return whole->value;
        if (!rest_.at_digit()) {
            rest_ = before;
            return whole->value;
        }
        const std::optional<number> fraction = rest_.take_number();
        return fraction && fraction->value == 0 ? std::optional(whole->value) : std::nullopt;
    }

    /// Takes "4", "4 stars", and with its scale on either side: "4 stars out of 5", "4/5", "5つ星のうち4".
    bool take_number()
    {
        const std::optional<int> found = take_whole_number();
        if (!found)
            return false;
        const cell_cursor before = rest_;
        skip_units();
        if (rest_.take("/") || take_out_of())
            return take_scale() && note(*found);
        if (take_known_word(term::out_of_first))
            return *found == scale;
        rest_ = before;
        return note(*found);
    }

    /// Skips words such as "stars" after a number.
    void skip_units()
    {
        do
            rest_.skip_blanks();
        while (take_known_word(term::rating_word));
    }

    /// Takes the words between a rating and its scale, "out of", of which there may be several.
    bool take_out_of()
    {
        bool taken = false;
        for (; take_known_word(term::out_of); rest_.skip_blanks())
            taken = true;
        return taken;
    }

    /// Takes the scale; only 5 is Amazon's.
    bool take_scale()
    {
        rest_.skip_blanks();
        return take_whole_number() == scale;
    }

    /// Takes every star of one kind at the front, and returns how many.
    int count(std::string_view star)
    {
        int stars = 0;
        while (rest_.take(star))
            ++stars;
        return stars;
    }

    /// Takes "★★★", "★★★☆☆"; one star beside a number is its unit.
    bool take_stars()
    {
        int full = 0;
        for (const std::string_view star : {"★", "⭐", "🌟"})
            if (full == 0)
                full = count(star);
        if (full == 0)
            return false;
        const int empty = count("☆") + count("✩");
        if (full + empty > scale || (empty != 0 && full + empty != scale))
            return false;
        if (full == 1 && empty == 0) {
            has_star_sign_ = true;
            return true;
        }
        return note(full);
    }

    /// Between a number and its unit: "4-star", "3 - neutral".
    bool take_hyphen()
    {
        if (!rating_ || !rest_.take("-"))
            return false;
        rest_.skip_blanks();
        return take_known_word(term::rating_word);
    }

    cell_cursor rest_;
    std::optional<int> rating_;
    bool has_star_sign_ = false;
};

}  // namespace

bool is_rating_of_three_or_more(std::string_view cell)
{
    const std::optional<int> rating = rating_cell(cell).read();
    return rating && *rating >= 3 && *rating <= scale;
}

}  // namespace defectd
