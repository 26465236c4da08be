// Which events a subscriber wants.  Pure.
#ifndef DEFECTD_EVENT_FILTER_HPP
#define DEFECTD_EVENT_FILTER_HPP

#include <string>
#include <vector>

#include "defectd/event/event.hpp"

namespace defectd {

/// Globs and lists as the configuration gives them; an empty list of a member lets every event pass.
struct event_filter {
    std::vector<std::string> events = {"defect.created"};  ///< globs over the type
    std::vector<std::string> accounts = {"*"};             ///< globs
    std::vector<std::string> marketplaces;                 ///< marketplace ids
    std::vector<fulfillment> channels;
    std::vector<defect_type> types;
};

/// True when each filter lets the event pass; a filter on a member the event lacks does.
[[nodiscard]] bool wants(const event_filter& filter, const event& ev) noexcept;

}  // namespace defectd

#endif
