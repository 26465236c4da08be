// The tables of `status` and `subscribers`.
#ifndef DEFECTD_APP_CLIENT_STATUS_TABLES_HPP
#define DEFECTD_APP_CLIENT_STATUS_TABLES_HPP

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>

namespace defectd {

/// Returns one row per scope of the status document and, below the table, what a person should know or do.  "" when
/// there are no sources.
[[nodiscard]] std::string scope_table(const boost::json::object& status);

/// Returns one row per subscriber and, below the table, what to know of those that fail or are not sent anything, and
/// what to do about it.
[[nodiscard]] std::string subscriber_table(const boost::json::array& subscribers);

}  // namespace defectd

#endif
