// The life of a delivery, as it is kept and told.
#ifndef DEFECTD_STORE_DELIVERY_STATE_HPP
#define DEFECTD_STORE_DELIVERY_STATE_HPP

#include <cstdint>
#include <optional>
#include <string_view>

namespace defectd {

/// Persistent: the names are in the API.
enum class delivery_state : std::uint8_t { pending, in_flight, delivered, exhausted, cancelled };
[[nodiscard]] std::string_view name_of(delivery_state state) noexcept;
[[nodiscard]] std::optional<delivery_state> delivery_state_named(std::string_view name) noexcept;

}  // namespace defectd

#endif
