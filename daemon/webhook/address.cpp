// Addresses and networks as text and as bits.
//
// inet_pton and inet_ntop are the only calls into libc.  Both are pure functions of their arguments, and
// inet_pton is libc's strict reader: it takes no "127.1", no octal, no hex and no scope id, all of which
// getaddrinfo takes.
#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "defectd/base/assert.hpp"
#include "defectd/webhook/egress.hpp"

namespace defectd {
namespace {

int family_of(const ip_address& address) noexcept
{
    return address.is_v6 ? AF_INET6 : AF_INET;
}

unsigned bits_of(const ip_address& address) noexcept
{
    return address.is_v6 ? 128 : 32;
}

/// Returns the mask for byte number `index` of a prefix of `prefix_bits` bits.
unsigned mask_of_byte(unsigned prefix_bits, unsigned index) noexcept
{
    const unsigned covered = std::clamp(prefix_bits, index * 8, index * 8 + 8) - index * 8;
    return (0xFF00U >> covered) & 0xFFU;
}

/// Returns whether all bits after the prefix are zero, as in 10.0.0.0/8 but not in 10.0.0.1/8.
bool clear_behind_prefix(const ip_network& network) noexcept
{
    for (unsigned i = 0; i < bits_of(network.base) / 8; ++i)
        if ((network.base.bytes[i] & ~mask_of_byte(network.prefix_bits, i) & 0xFFU) != 0)
            return false;
    return true;
}

/// Returns the number of bits in "0" … "128"; nullopt for a text with a sign, leading zeros or anything else.
std::optional<unsigned> parse_prefix_bits(std::string_view text) noexcept
{
    unsigned bits = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, bits);
    if (error != std::errc{} || rest != end || (text.size() > 1 && text.front() == '0'))
        return std::nullopt;
    return bits;
}

}  // namespace

std::optional<ip_address> parse_ip(std::string_view text) noexcept
{
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), terminated.begin());
    ip_address address;
    address.is_v6 = text.find(':') != std::string_view::npos;
    if (inet_pton(family_of(address), terminated.data(), address.bytes.data()) != 1)
        return std::nullopt;
    return address;
}

std::string to_text(const ip_address& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    DEFECTD_ASSERT(inet_ntop(family_of(address), address.bytes.data(), text.data(), text.size()) != nullptr);
    return text.data();
}

bool ip_network::contains(const ip_address& address) const noexcept
{
    DEFECTD_ASSERT(prefix_bits <= bits_of(base));
    if (address.is_v6 != base.is_v6)
        return false;
    for (unsigned i = 0; i * 8 < prefix_bits; ++i)
        if (((address.bytes[i] ^ base.bytes[i]) & mask_of_byte(prefix_bits, i)) != 0)
            return false;
    return true;
}

std::optional<ip_network> parse_network(std::string_view text) noexcept
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto base = parse_ip(text.substr(0, slash));
    const auto bits = parse_prefix_bits(text.substr(slash + 1));
    if (!base || !bits || *bits > bits_of(*base))
        return std::nullopt;
    const ip_network network{*base, *bits};
    if (!clear_behind_prefix(network))
        return std::nullopt;
    return network;
}

std::string to_text(const ip_network& network)
{
    return to_text(network.base) + "/" + std::to_string(network.prefix_bits);
}

}  // namespace defectd
