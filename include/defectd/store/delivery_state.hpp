// The states of a delivery.
#ifndef DEFECTD_STORE_DELIVERY_STATE_HPP
#define DEFECTD_STORE_DELIVERY_STATE_HPP

#include <cstdint>
#include <optional>
#include <string_view>

namespace defectd {

/// Persistent: the names are in the database and in the API.
enum class delivery_state : std::uint8_t {
    pending,    ///< waits for its next attempt
    in_flight,  ///< claimed under a lease
    delivered,  ///< the receiver accepted it
    exhausted,  ///< every retry was used up, or the payload was rejected
    cancelled,  ///< its subscriber was removed from the configuration
};
/// Returns the persistent name.
[[nodiscard]] std::string_view name_of(delivery_state state) noexcept;
/// Returns nullopt for an unknown name.
[[nodiscard]] std::optional<delivery_state> delivery_state_named(std::string_view name) noexcept;

}  // namespace defectd

#endif
