// What events of several types share: their ids and parts of their bodies.
#ifndef DEFECTD_EVENT_BODY_HPP
#define DEFECTD_EVENT_BODY_HPP

#include <initializer_list>
#include <string>
#include <string_view>

#include "defectd/event/event.hpp"

namespace defectd {

/// Returns {"type", "timestamp", "data"}, and asserts that it has at most `max_body_bytes` bytes.
[[nodiscard]] std::string body_of(std::string_view type, timestamp at, std::string_view data_json);

/// Returns {"sha256", "collected_at", "rows"}: the report that an event comes from.
[[nodiscard]] std::string report_json(const collection_facts& facts);

/// Returns {"from", "to", "derived"}: the first and the last day that the report covers.
[[nodiscard]] std::string window_json(const window& days);

/// Returns "MFN" or "AFN" in quotes; null when the channel is not known.
[[nodiscard]] std::string fulfillment_json(const std::optional<fulfillment>& channel);

/// Returns "evt_" and 26 characters of the SHA-256 of the fields, each written as "<bytes>:<field>".
/// The length in front keeps ("ab", "c") and ("a", "bc") apart.  Persistent: must never change.
[[nodiscard]] std::string event_id(std::initializer_list<std::string_view> fields);

}  // namespace defectd

#endif
