// Ids of events: derived from what happened, so the same on every retry, restart and node.
#ifndef DEFECTD_EVENT_ID_HPP
#define DEFECTD_EVENT_ID_HPP

#include <initializer_list>
#include <string>
#include <string_view>

namespace defectd {

/// "evt_" + 26 characters of the SHA-256 of the fields, each written as "<bytes>:<field>".
/// The length in front keeps ("ab", "c") and ("a", "bc") apart.  Persistent: must never change.
[[nodiscard]] std::string event_id(std::initializer_list<std::string_view> fields);

}  // namespace defectd

#endif
