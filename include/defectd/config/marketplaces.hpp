// Amazon's marketplaces: country code to id, and how dates are written there.
//
// Source: Amazon SP-API documentation, "Marketplace IDs"; date orders as docs/reports.md lists them.
#ifndef DEFECTD_CONFIG_MARKETPLACES_HPP
#define DEFECTD_CONFIG_MARKETPLACES_HPP

#include <span>
#include <string_view>

#include "defectd/config/configuration.hpp"

namespace defectd {

struct marketplace {
    std::string_view country;  ///< "US"
    std::string_view id;       ///< "ATVPDKIKX0DER"
    date_order dates;          ///< never automatic
};

[[nodiscard]] std::span<const marketplace> marketplaces() noexcept;

/// By country code (any case; "GB" is "UK") or id; nullptr when unknown.
[[nodiscard]] const marketplace* find_marketplace(std::string_view country_or_id) noexcept;

}  // namespace defectd

#endif
