// Deliveries, their attempts and pings, as the commands print them for people.
#ifndef DEFECTD_APP_CLIENT_DELIVERY_TEXTS_HPP
#define DEFECTD_APP_CLIENT_DELIVERY_TEXTS_HPP

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace defectd {

/// Returns a table with one line per delivery.
/// @param rows  the JSON objects of a list of deliveries
[[nodiscard]] std::string deliveries_table(const std::vector<std::string>& rows);

/// Returns the facts about one delivery, and a table of its attempts when there are any.
[[nodiscard]] std::string delivery_text(const boost::json::object& delivery);

/// Returns what came of a ping: the response or the failure, and where the time went.
[[nodiscard]] std::string ping_text(const boost::json::object& ping);

}  // namespace defectd

#endif
