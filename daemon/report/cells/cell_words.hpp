// Words in cells that mean something: who fulfilled the order, and in the long layout which defect it has.
#ifndef DEFECTD_REPORT_CELLS_CELL_WORDS_HPP
#define DEFECTD_REPORT_CELLS_CELL_WORDS_HPP

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "header_names.hpp"

namespace defectd {

/// Fulfillment words of every language; case, spaces and punctuation do not count.
class channel_words {
public:
    /// @param more  its entries "seller" and "amazon" are further words
    explicit channel_words(const more_words& more);

    /// Returns the channel that a word names; nullopt for a word that is not known.
    /// @param cell  valid UTF-8
    [[nodiscard]] std::optional<fulfillment> of(std::string_view cell) const;

private:
    std::unordered_map<std::string, fulfillment> configured_;
};

/// Defect types by their names in every language: the names of the flag columns and the persistent ones.
class type_words {
public:
    /// @param names  must outlive it
    explicit type_words(const header_names& names) : names_(names) {}

    /// Returns the type that a word names; nullopt for a word that is not known.
    /// @param cell  valid UTF-8
    [[nodiscard]] std::optional<defect_type> of(std::string_view cell) const;

private:
    const header_names& names_;
};

}  // namespace defectd

#endif
