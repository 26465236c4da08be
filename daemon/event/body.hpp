// What events of several types share: their ids and parts of their bodies.
#ifndef DEFECTD_EVENT_BODY_HPP
#define DEFECTD_EVENT_BODY_HPP

#include <initializer_list>
#include <string>
#include <string_view>

#include "defectd/event/event.hpp"

namespace defectd {

/// {"type", "timestamp", "data"}; asserts that it is at most `max_body_bytes` bytes.
[[nodiscard]] std::string body_of(std::string_view type, timestamp at, std::string_view data_json);

/// {"sha256", "collected_at", "rows"}
[[nodiscard]] std::string report_json(const collection_facts& facts);

/// {"from", "to", "derived"}
[[nodiscard]] std::string window_json(const window& days);

/// "MFN", or null when unknown.
[[nodiscard]] std::string fulfillment_json(const std::optional<fulfillment>& channel);

/// "evt_" + 26 characters of the SHA-256 of the fields, each written as "<bytes>:<field>".
/// The length in front keeps ("ab", "c") and ("a", "bc") apart.  Persistent: must never change.
[[nodiscard]] std::string event_id(std::initializer_list<std::string_view> fields);

}  // namespace defectd

#endif
