// What it means that a report does not list a defect.
#ifndef DEFECTD_DEFECT_SILENCE_HPP
#define DEFECTD_DEFECT_SILENCE_HPP

#include "defectd/defect/nouns.hpp"

namespace defectd {

enum class silence : std::uint8_t {
    absent,         ///< the defect is not there
    order_present,  ///< a row of its order could not be read: the defect counts as there
    unspoken        ///< the report does not speak for such a defect
};

/// @pre `current.defects` does not hold `key`
[[nodiscard]] silence silence_on(const defect_key& key, const report& current);

}  // namespace defectd

#endif
