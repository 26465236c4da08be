// Deliveries and their attempts as the API shows them.
#ifndef DEFECTD_ADMIN_DELIVERY_JSON_HPP
#define DEFECTD_ADMIN_DELIVERY_JSON_HPP

#include <boost/json/object.hpp>

#include "defectd/store/store.hpp"

namespace defectd {

[[nodiscard]] boost::json::object delivery_object(const delivery_record& delivery);

/// With "attempts": [{number, started_at, ended_at, duration_ms, status, failure, message}].
[[nodiscard]] boost::json::object delivery_object(const delivery_history& history);

}  // namespace defectd

#endif
