// What the columns of a report mean.  The names themselves are in languages/, one file per language.
#ifndef DEFECTD_REPORT_HEADER_NAMES_HPP
#define DEFECTD_REPORT_HEADER_NAMES_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "defectd/defect/model.hpp"

namespace defectd {

/// What a column holds.
enum class meaning : std::uint8_t {
    negative_feedback,  ///< the flag columns come first and in the order of defect_type
    a_to_z_claim,
    chargeback,
    order_id,  ///< mandatory, as the order date
    order_date,
    fulfillment,  ///< who ships the order
    defect_type,  ///< of a long report
    value,        ///< of a long report: what is known about the defect
    none,         ///< the column is ignored
};

/// Returns the name in the configuration: "order_id" …
[[nodiscard]] std::string_view name_of(meaning what) noexcept;

/// Returns the defect type of a flag column; nullopt for other columns.
[[nodiscard]] std::optional<defect_type> type_of(meaning what) noexcept;

/// Returns the built-in names, as they are usually written; English first.
[[nodiscard]] std::vector<std::string_view> usual_names(meaning what);

/// Configured names and words by key, as source_config::columns.
using more_words = std::map<std::string, std::vector<std::string>>;

/// The meanings of header names.  Configured names take precedence over built-in ones.  One thread.
class header_names {
public:
    /// @param more  configured names under the names of the meanings; not referred to afterwards
    explicit header_names(const more_words& more);

    /// Returns the meaning of a name in any case, with any accents and punctuation; `none` when it is not known.
    /// @param name  valid UTF-8
    [[nodiscard]] meaning of(std::string_view name) const;

private:
    std::unordered_map<std::string, meaning> configured_;  ///< by folded name
};

}  // namespace defectd

#endif
