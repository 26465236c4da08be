#include "lookup_threads.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

namespace defectd {
namespace {

using address_list = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

/// Returns the address of an entry; nullopt for a family other than IPv4 and IPv6.  It copies the bytes, because the
/// socket address need not be aligned for its type.
std::optional<ip_address> address_of(const addrinfo& entry)
{
    ip_address address;
    if (entry.ai_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, entry.ai_addr, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        return address;
    }
    if (entry.ai_family == AF_INET6) {
        sockaddr_in6 v6;
        std::memcpy(&v6, entry.ai_addr, sizeof v6);
        std::memcpy(address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
        address.is_v6 = true;
        return address;
    }
    return std::nullopt;
}

/// Returns the operator's explanation of an EAI_ code: what is wrong, and what to check.
text_error explained(int code)
{
    switch (code) {
    case EAI_NONAME: return {"the name does not exist; check the host in the URL"};
    case EAI_NODATA: return {"the name has no address; check the host in the URL"};
    case EAI_AGAIN: return {"the name servers do not respond; check /etc/resolv.conf and the network"};
    default:
        return {std::string("name resolution failed: ") + ::gai_strerror(code) + "; check the name servers"};
    }
}

}  // namespace

lookup_answer look_up(const std::string& host)
{
    // Without AI_ADDRCONFIG: the egress policy must see every address, not those this machine could reach.
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int code = ::getaddrinfo(host.c_str(), nullptr, &wanted, &found); code != 0)
        return explained(code);
    const address_list list(found, &::freeaddrinfo);
    // The system may give an address once per protocol; each is tried once.
    std::vector<ip_address> addresses;
    for (const addrinfo* each = list.get(); each != nullptr; each = each->ai_next) {
        const auto address = address_of(*each);
        if (address && std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
            addresses.push_back(*address);
    }
    if (addresses.empty())
        return explained(EAI_NODATA);
    return addresses;
}

}  // namespace defectd
