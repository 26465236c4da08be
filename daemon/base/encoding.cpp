#include "defectd/base/encoding.hpp"

#include <openssl/evp.h>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// Percent signs take upper-case digits (RFC 3986 §2.1); to_hex has its own, in lower case.
constexpr std::string_view hex_digits = "0123456789ABCDEF";

/// True for the characters that never need a percent sign (RFC 3986 §2.3).
bool is_unreserved(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

}  // namespace

std::string to_hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

std::string to_base64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a NUL
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::optional<std::string> from_base64(std::string_view text)
{
    // EVP_DecodeBlock forgives white space at the ends and loses the padding count.
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t last = text.find_last_not_of('=');
    const std::size_t data_size = last == std::string_view::npos ? 0 : last + 1;
    const std::size_t padding = text.size() - data_size;
    if (text.size() % 4 != 0 || padding > 2 ||
        text.substr(0, data_size).find_first_not_of(alphabet) != std::string_view::npos)
        return std::nullopt;
    // The padding decodes as zero bytes, which are cut off afterwards.
    std::string bytes(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) < 0)
        return std::nullopt;
    bytes.resize(bytes.size() - padding);
    // The bits after the last byte must be zero, or two texts would be the same key.
    if (to_base64(bytes) != text)  // bits set behind the last byte
        return std::nullopt;
    return bytes;
}

std::string to_id26(std::string_view bytes)
{
    constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    DEFECTD_ASSERT(bytes.size() >= 17);
    std::string text;
    text.reserve(26);
    // `bits` holds the bytes read so far, of which the lowest `held` bits are not written yet.  What is above them
    // overflows harmlessly.  Each character takes five.
    unsigned bits = 0;
    unsigned held = 0;
    for (std::size_t next = 0; text.size() < 26;) {
        if (held < 5) {
            bits = (bits << 8U) | static_cast<unsigned char>(bytes[next++]);
            held += 8;
        }
        held -= 5;
        text.push_back(alphabet[(bits >> held) & 31U]);
    }
    return text;
}

std::string percent_encoded(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(c))
            encoded += c;
        else
            encoded.append(1, '%').append(1, hex_digits[byte >> 4U]).append(1, hex_digits[byte & 15U]);
    }
    return encoded;
}

}  // namespace defectd
