#include "signing/scheme.hpp"

namespace defectd {
namespace {

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

}  // namespace defectd
