#include "json_values.hpp"

#include <boost/json/string.hpp>

#include <fmt/format.h>

#include "defectd/base/utf8.hpp"

namespace defectd {

namespace json = boost::json;

json::value json_text(std::string_view text)
{
    // JSON is UTF-8, but file names and reports may contain any bytes.
    const std::string valid = as_utf8(text);
    return json::string(valid.data(), valid.size());
}

json::value json_text_or_null(std::string_view text)
{
    return text.empty() ? json::value(nullptr) : json_text(text);
}

json::value json_time_or_null(const std::optional<timestamp>& at)
{
    return at ? json_text(to_rfc3339(*at)) : json::value(nullptr);
}

json::value json_number_or_null(std::int64_t number)
{
    return number == 0 ? json::value(nullptr) : json::value(number);
}

std::string escaped_text(std::string_view bytes)
{
    std::string text;
    for (const char byte : bytes) {
        switch (byte) {
        case '\n': text += "\\n"; continue;
        case '\r': text += "\\r"; continue;
        case '\t': text += "\\t"; continue;
        case '\\': text += "\\\\"; continue;
        default: break;
        }
        // Escape sequences could change what the terminal shows.
        if (byte >= ' ' && byte <= '~')
            text += byte;
        else
            text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
    return text;
}

}  // namespace defectd
