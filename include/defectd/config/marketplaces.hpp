// How people write marketplaces and fulfillment channels, and how dates are written in each marketplace.
//
// Source: Amazon SP-API documentation, "Marketplace IDs"; date orders as docs/reports.md lists them.
#ifndef DEFECTD_CONFIG_MARKETPLACES_HPP
#define DEFECTD_CONFIG_MARKETPLACES_HPP

#include <optional>
#include <span>
#include <string_view>

#include "defectd/config/configuration.hpp"
#include "defectd/defect/model.hpp"

namespace defectd {

/// One marketplace of Amazon's list.
struct marketplace {
    std::string_view country;  ///< "US"
    std::string_view id;       ///< "ATVPDKIKX0DER"
    date_order dates;          ///< never automatic
};

/// Returns all marketplaces.  The list is static.
[[nodiscard]] std::span<const marketplace> marketplaces() noexcept;

/// Returns the marketplace with this country code, in any case and with "GB" for "UK", or with this id; nullptr when
/// there is none.
[[nodiscard]] const marketplace* find_marketplace(std::string_view country_or_id) noexcept;

/// "MFN" "AFN" "ALL", and Amazon's other names "FBM" and "FBA" for the first two, in any case; nothing when unknown.
[[nodiscard]] std::optional<fulfillment> parse_fulfillment(std::string_view written) noexcept;

}  // namespace defectd

#endif
