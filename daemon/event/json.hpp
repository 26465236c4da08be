// Writes JSON objects and lists whose members stand in the order they are added, without white space.
// Own writing, because the bytes of a body are a promise: Boost.JSON's objects keep order too, but it prints
// small numbers with an exponent.
#ifndef DEFECTD_EVENT_JSON_HPP
#define DEFECTD_EVENT_JSON_HPP

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "defectd/base/utf8.hpp"

namespace defectd {

/// `text` in quotes, made UTF-8 and cut to `max_length` characters.
[[nodiscard]] std::string json_string(std::string_view text,
                                      std::size_t max_length = std::numeric_limits<std::size_t>::max());

/// One object; add members front to back, then take the text.
class json_object {
public:
    json_object& string(std::string_view name, std::string_view text);
    json_object& number(std::string_view name, std::uint64_t value);
    json_object& null(std::string_view name);
    /// `json` is a value already written.
    json_object& value(std::string_view name, std::string_view json);

    [[nodiscard]] std::string text() const { return text_ + '}'; }

private:
    std::string text_ = "{";
};

/// One list; add values front to back, then take the text.
class json_list {
public:
    /// `json` is a value already written.
    json_list& value(std::string_view json);

    [[nodiscard]] bool empty() const { return text_.size() == 1; }
    [[nodiscard]] std::string text() const { return text_ + ']'; }

private:
    std::string text_ = "[";
};

}  // namespace defectd

#endif
