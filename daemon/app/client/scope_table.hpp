// How the reports of each scope are doing, for people.
#ifndef DEFECTD_APP_CLIENT_SCOPE_TABLE_HPP
#define DEFECTD_APP_CLIENT_SCOPE_TABLE_HPP

#include <boost/json/object.hpp>

#include <string>

namespace defectd {

/// A row a scope of the status document; below the table what a person should know or do.  Empty without sources.
[[nodiscard]] std::string scope_table(const boost::json::object& status);

}  // namespace defectd

#endif
