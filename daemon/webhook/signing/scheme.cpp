#include "signing/scheme.hpp"

namespace defectd {
namespace {

/// A key without an end never ends before another one.
bool ends_before(const signing_key& a, const signing_key& b)
{
    return a.until && (!b.until || *a.until < *b.until);
}

}  // namespace

const secret* first_to_end(const key_list& keys, signing_scheme scheme)
{
    const signing_key* first = nullptr;
    for (const signing_key* key : keys)
        if (key->scheme == scheme && (first == nullptr || ends_before(*key, *first)))
            first = key;
    return first == nullptr ? nullptr : &first->key;
}

std::string seconds_text(timestamp at)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

void append_type(header_list& headers, const char* name, const signed_message& message)
{
    if (!message.type.empty())
        headers.emplace_back(name, message.type);
}

std::string wrong_base64(std::string_view text, std::string_view prefix)
{
    // The two mistakes that copying makes, each with its own advice; anything else is an incomplete copy.
    if (text.find_first_of(" \t\r\n") != std::string_view::npos)
        return "the secret contains white space: write it on one line, without spaces and with at "
               "most one line break";
    const std::string part = "the part after " + std::string(prefix);
    if (text.find_first_of("-_") != std::string_view::npos)
        return part + " is URL-safe base64: write + for - and / for _";
    return part + " is not standard base64 with its = at the end: copy the whole secret";
}

}  // namespace defectd
