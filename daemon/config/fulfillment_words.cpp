#include "defectd/config/fulfillment_words.hpp"

#include <algorithm>
#include <array>

namespace defectd {

std::optional<fulfillment> parse_fulfillment(std::string_view written) noexcept
{
    std::array<char, 3> upper{};
    if (written.size() != upper.size())
        return std::nullopt;
    std::transform(written.begin(), written.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const std::string_view word(upper.data(), upper.size());
    if (word == "FBM")
        return fulfillment::mfn;
    if (word == "FBA")
        return fulfillment::afn;
    return fulfillment_named(word);
}

}  // namespace defectd
