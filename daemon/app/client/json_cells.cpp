#include "client/json_cells.hpp"

#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "defectd/base/utf8.hpp"

namespace defectd {

namespace {

/// What would steer a terminal is shown instead: a name of a folder may hold anything.
std::string harmless(std::string_view text)
{
    std::string shown;
    for (const char c : text)
        if (is_control(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 0x80)
            fmt::format_to(std::back_inserter(shown), "\\x{:02x}", static_cast<unsigned char>(c));
        else
            shown += c;
    return shown;
}

}  // namespace

std::string cell(const boost::json::value& value)
{
    if (value.is_null())
        return "-";
    return value.is_string() ? harmless(value.get_string().c_str()) : boost::json::serialize(value);
}

std::string time_cell(const boost::json::value& value)
{
    if (!value.is_string())
        return "-";
    const std::string text(value.get_string().c_str());
    return text.substr(0, 10) + " " + text.substr(11, 8) + "Z";
}

}  // namespace defectd
