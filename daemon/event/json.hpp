// Writes JSON objects and lists with their members in the order in which they are added, and without white space.
// Boost.JSON does not write the bodies, because their bytes are a part of the interface and it prints small
// numbers with an exponent.
#ifndef DEFECTD_EVENT_JSON_HPP
#define DEFECTD_EVENT_JSON_HPP

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "defectd/base/utf8.hpp"

namespace defectd {

/// Returns `text` in quotes and escaped, as valid UTF-8, cut to `max_length` characters.
[[nodiscard]] std::string json_string(std::string_view text,
                                      std::size_t max_length = std::numeric_limits<std::size_t>::max());

/// Writes one object.  Names are written as they are, so they must need no escapes; a name must not be added twice.
class json_object {
public:
    json_object& string(std::string_view name, std::string_view text);
    json_object& number(std::string_view name, std::uint64_t value);
    json_object& null(std::string_view name);
    /// Adds a member whose value is JSON already.
    json_object& value(std::string_view name, std::string_view json);

    [[nodiscard]] std::string text() const { return text_ + '}'; }

private:
    std::string text_ = "{";
};

/// Writes one list.
class json_list {
public:
    /// Adds a value that is JSON already.
    json_list& value(std::string_view json);

    [[nodiscard]] bool empty() const { return text_.size() == 1; }
    [[nodiscard]] std::string text() const { return text_ + ']'; }

private:
    std::string text_ = "[";
};

}  // namespace defectd

#endif
