#include "defectd/config/marketplaces.hpp"

#include <algorithm>
#include <array>

namespace defectd {
namespace {

/// By Amazon's regions: North America, Europe, Far East.
constexpr std::array table{
    marketplace{"US", "ATVPDKIKX0DER", date_order::mdy},
    marketplace{"CA", "A2EUQ1WTGCTBG2", date_order::dmy},
    marketplace{"MX", "A1AM78C64UM0Y8", date_order::dmy},
    marketplace{"BR", "A2Q3Y263D00KWC", date_order::dmy},
    marketplace{"UK", "A1F83G8C2ARO7P", date_order::dmy},
    marketplace{"DE", "A1PA6795UKMFR9", date_order::dmy},
    marketplace{"FR", "A13V1IB3VIYZZH", date_order::dmy},
    marketplace{"ES", "A1RKKUPIHCS9HS", date_order::dmy},
    marketplace{"IT", "APJ6JRA9NG5V4", date_order::dmy},
    marketplace{"NL", "A1805IZSGTT6HS", date_order::dmy},
    marketplace{"PL", "A1C3SOZRARQ6R3", date_order::dmy},
    marketplace{"SE", "A2NODRKZP88ZB9", date_order::ymd},
    marketplace{"BE", "AMEN7PMS3EDWL", date_order::dmy},
    marketplace{"IE", "A28R8C7NBKEWEA", date_order::dmy},
    marketplace{"TR", "A33AVAJ2PDY3EV", date_order::dmy},
    marketplace{"AE", "A2VIGQ35RCS4UG", date_order::dmy},
    marketplace{"SA", "A17E79C6D8DWNP", date_order::dmy},
    marketplace{"EG", "ARBP9OOSHTCHU", date_order::dmy},
    marketplace{"IN", "A21TJRUUN4KGV", date_order::dmy},
    marketplace{"ZA", "AE08WJ6YKNBMC", date_order::ymd},
    marketplace{"JP", "A1VC38T7YXB528", date_order::ymd},
    marketplace{"AU", "A39IBJ37TRP1C6", date_order::dmy},
    marketplace{"SG", "A19VAU5U5O7RUS", date_order::dmy},
};

/// Returns the upper-case form of an ASCII letter.
char upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// True when `text` is the country code in any case.  `code` is in upper case.
bool same_country(std::string_view code, std::string_view text) noexcept
{
    return std::equal(code.begin(), code.end(), text.begin(), text.end(),
                      [](char a, char b) { return a == upper(b); });
}

}  // namespace

std::span<const marketplace> marketplaces() noexcept
{
    return table;
}

const marketplace* find_marketplace(std::string_view country_or_id) noexcept
{
    // Amazon writes UK; ISO 3166 writes GB.
    if (same_country("GB", country_or_id))
        country_or_id = "UK";
    const auto found = std::find_if(table.begin(), table.end(), [country_or_id](const marketplace& m) {
        return same_country(m.country, country_or_id) || m.id == country_or_id;
    });
    return found == table.end() ? nullptr : &*found;
}

std::optional<fulfillment> parse_fulfillment(std::string_view written) noexcept
{
    // All names have three letters, so that they need no allocation.
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
