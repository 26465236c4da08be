#include "json.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "defectd/base/text.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {

std::string json_string(std::string_view text, std::size_t max_length)
{
    // The text is cut before it is escaped, so that no escape is cut in half.
    const std::string clean = as_utf8(text);
    return boost::json::serialize(boost::json::string_view(utf8_prefix(clean, max_length)));
}

json_object& json_object::string(std::string_view name, std::string_view text)
{
    return value(name, json_string(text));
}

json_object& json_object::number(std::string_view name, std::uint64_t number)
{
    return value(name, fmt::to_string(number));
}

json_object& json_object::null(std::string_view name)
{
    return value(name, "null");
}

json_object& json_object::value(std::string_view name, std::string_view json)
{
    if (text_.size() > 1)
        text_ += ',';
    text_.append(1, '"').append(name).append("\":").append(json);
    return *this;
}

json_list& json_list::value(std::string_view json)
{
    if (!empty())
        text_ += ',';
    text_ += json;
    return *this;
}

}  // namespace defectd
