// The parts that bodies of several event types share.
#ifndef DEFECTD_EVENT_BODY_HPP
#define DEFECTD_EVENT_BODY_HPP

#include <string>
#include <string_view>

#include "defectd/event/event.hpp"

namespace defectd {

/// {"type", "timestamp", "data"}; asserts that it is at most `largest_body` bytes.
[[nodiscard]] std::string body_of(std::string_view type, timestamp at, std::string_view data_json);

/// {"sha256", "collected_at", "rows"}
[[nodiscard]] std::string report_json(const collection_facts& facts);

/// {"from", "to", "derived"}
[[nodiscard]] std::string window_json(const window& days);

/// "MFN", or null when unknown.
[[nodiscard]] std::string fulfillment_json(const std::optional<fulfillment>& channel);

}  // namespace defectd

#endif
