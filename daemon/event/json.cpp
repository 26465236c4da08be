#include "json.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "defectd/base/text.hpp"

namespace defectd {
namespace {

unsigned char byte_at(std::string_view text, std::size_t index)
{
    return static_cast<unsigned char>(text[index]);
}

/// What may follow a lead byte (Unicode 15, table 3-7): no overlong forms, no surrogates,
/// nothing over U+10FFFF.
struct sequence_rule {
    std::size_t length;
    unsigned char second_from;
    unsigned char second_to;
};

sequence_rule rule_of(unsigned char lead)
{
    if (lead < 0x80)
        return {1, 0, 0};
    if (lead >= 0xC2 && lead <= 0xDF)
        return {2, 0x80, 0xBF};
    if (lead >= 0xE0 && lead <= 0xEF)
        return {3, static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80),
                static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF)};
    if (lead >= 0xF0 && lead <= 0xF4)
        return {4, static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80),
                static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF)};
    return {0, 0, 0};
}

/// Bytes of the character at the front of `text`; 0 when there is none.
std::size_t character_length(std::string_view text)
{
    const sequence_rule rule = rule_of(byte_at(text, 0));
    if (rule.length > text.size())
        return 0;
    if (rule.length > 1 && (byte_at(text, 1) < rule.second_from || byte_at(text, 1) > rule.second_to))
        return 0;
    for (std::size_t i = 2; i < rule.length; ++i)
        if (byte_at(text, i) < 0x80 || byte_at(text, i) > 0xBF)
            return 0;
    return rule.length;
}

std::string_view plain_prefix(std::string_view text)
{
    const auto no_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    return {text.begin(), std::find_if(text.begin(), text.end(), no_ascii)};
}

}  // namespace

std::string as_utf8(std::string_view text)
{
    std::string clean(plain_prefix(text));  // nearly always the whole
    text.remove_prefix(clean.size());
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        clean += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return clean;
}

std::string json_string(std::string_view text, std::size_t longest)
{
    const std::string clean = as_utf8(text);
    return boost::json::serialize(boost::json::string_view(utf8_prefix(clean, longest)));
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
