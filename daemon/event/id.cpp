#include "id.hpp"

#include <fmt/format.h>

#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"

namespace defectd {

std::string event_id(std::initializer_list<std::string_view> fields)
{
    std::string text;
    for (const std::string_view field : fields)
        fmt::format_to(std::back_inserter(text), "{}:{}", field.size(), field);
    return "evt_" + to_id26(sha256_of(text));
}

}  // namespace defectd
