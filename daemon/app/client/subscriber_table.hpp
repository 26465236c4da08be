// How the subscribers are doing, for people.
#ifndef DEFECTD_APP_CLIENT_SUBSCRIBER_TABLE_HPP
#define DEFECTD_APP_CLIENT_SUBSCRIBER_TABLE_HPP

#include <boost/json/array.hpp>

#include <string>

namespace defectd {

/// A line each, and below it what to know of those that get nothing now or fail, and what to do about it.
[[nodiscard]] std::string subscriber_table(const boost::json::array& subscribers);

}  // namespace defectd

#endif
