#include "json_cells.hpp"

#include <boost/json/serialize.hpp>

namespace defectd {

std::string cell(const boost::json::value& value)
{
    if (value.is_null())
        return "-";
    return value.is_string() ? std::string(value.get_string().c_str()) : boost::json::serialize(value);
}

std::string time_cell(const boost::json::value& value)
{
    if (!value.is_string())
        return "-";
    const std::string text(value.get_string().c_str());
    return text.substr(0, 10) + " " + text.substr(11, 8) + "Z";
}

}  // namespace defectd
