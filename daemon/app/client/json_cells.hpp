// Members of the daemon's answers as a person reads them.
#ifndef DEFECTD_APP_CLIENT_JSON_CELLS_HPP
#define DEFECTD_APP_CLIENT_JSON_CELLS_HPP

#include <boost/json/value.hpp>

#include <string>

namespace defectd {

/// Text as it is, null as "-", everything else as JSON.
[[nodiscard]] std::string cell(const boost::json::value& value);

/// "2026-11-23 11:00:00Z": a person needs no milliseconds.  null is "-".
[[nodiscard]] std::string time_cell(const boost::json::value& value);

}  // namespace defectd

#endif
