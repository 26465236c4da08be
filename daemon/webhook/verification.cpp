#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>

#include "defectd/base/assert.hpp"
#include "defectd/webhook/signing.hpp"
#include "signing/scheme.hpp"

namespace defectd {
namespace {

using std::chrono::seconds;

/// Five minutes, as the libraries of Standard Webhooks allow.
constexpr seconds tolerance = std::chrono::minutes{5};

/// Reads a number of seconds that consists of digits; nullopt for any other text or a number that does not fit.
std::optional<seconds> parse_seconds(std::string_view text)
{
    seconds::rep count = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || rest != end || text.front() == '-')
        return std::nullopt;
    return seconds{count};
}

/// Takes the same time wherever the texts differ, so that the time does not reveal how much of a guess is right.
bool equal_in_constant_time(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// Returns whether an entry of the space-separated list is `expected`.  Entries of other versions never are.
bool holds(std::string_view list, std::string_view expected)
{
    while (!list.empty()) {
        const std::size_t space = std::min(list.find(' '), list.size());
        if (equal_in_constant_time(list.substr(0, space), expected))
            return true;
        list.remove_prefix(std::min(space + 1, list.size()));
    }
    return false;
}

}  // namespace

std::string_view name_of(signature_check check) noexcept
{
    switch (check) {
    case signature_check::valid: return "valid";
    case signature_check::no_match: return "no_match";
    case signature_check::missing_headers: return "missing_headers";
    case signature_check::bad_timestamp: return "bad_timestamp";
    case signature_check::too_old: return "too_old";
    case signature_check::too_new: return "too_new";
    }
    DEFECTD_ASSERT(false);  // every check is named above
    return {};
}

signature_check verify_standard(const secret& key, const received_signature& headers, std::string_view body,
                                timestamp now)
{
    if (headers.id.empty() || headers.timestamp.empty() || headers.signature.empty())
        return signature_check::missing_headers;
    const auto sent_at = parse_seconds(headers.timestamp);
    if (!sent_at)
        return signature_check::bad_timestamp;
    const seconds age = std::chrono::floor<seconds>(now).time_since_epoch() - *sent_at;
    if (age > tolerance)
        return signature_check::too_old;
    if (age < -tolerance)
        return signature_check::too_new;
    const std::string expected = signature_v1(key, {headers.id, headers.timestamp, body});
    return holds(headers.signature, expected) ? signature_check::valid : signature_check::no_match;
}

}  // namespace defectd
