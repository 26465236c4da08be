// Where Seller Central shows what an event speaks of.  Pure.
//
// Source: the list of Seller Central addresses in Amazon's SP-API documentation; each marketplace also answers under
// its own country's host, which opens the right marketplace at once.
#ifndef DEFECTD_EVENT_PAYLOAD_SITE_HPP
#define DEFECTD_EVENT_PAYLOAD_SITE_HPP

#include <string>
#include <string_view>

namespace defectd::payloads {

/// "US"; the id itself when we do not know the marketplace.
[[nodiscard]] std::string country_of(std::string_view marketplace_id);

/// The order's page; empty when the marketplace or the order is not known.
[[nodiscard]] std::string order_url(std::string_view marketplace_id, std::string_view order_id);

/// The page with the account's rates; empty when the marketplace is not known.
[[nodiscard]] std::string account_health_url(std::string_view marketplace_id);

}  // namespace defectd::payloads

#endif
