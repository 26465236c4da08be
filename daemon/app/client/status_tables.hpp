// How the reports of each scope and the subscribers are doing, for people.
#ifndef DEFECTD_APP_CLIENT_STATUS_TABLES_HPP
#define DEFECTD_APP_CLIENT_STATUS_TABLES_HPP

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>

namespace defectd {

/// A row a scope of the status document; below the table what a person should know or do.  Empty without sources.
[[nodiscard]] std::string scope_table(const boost::json::object& status);

/// A line each, and below it what to know of those that get nothing now or fail, and what to do about it.
[[nodiscard]] std::string subscriber_table(const boost::json::array& subscribers);

}  // namespace defectd

#endif
