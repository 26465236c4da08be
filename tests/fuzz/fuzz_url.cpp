// Reads any bytes as a subscriber's URL.  Three things must hold for every URL that is accepted: put
// together from its parts it reads as the same parts; libc finds an IPv4 address in the host only where the
// reader found one; no byte is in it that could end a request line or a header.
#include <arpa/inet.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "defectd/base/assert.hpp"
#include "defectd/webhook/url.hpp"

using namespace defectd;

namespace {

void check_round_trip(const endpoint_url& url)
{
    const std::string scheme = url.tls ? "https" : "http";
    const auto again = parse_endpoint_url(scheme + "://" + url.authority() + url.target);
    DEFECTD_ASSERT(again.has_value());
    DEFECTD_ASSERT(*again == url);
}

/// inet_aton is as lax as getaddrinfo: "127.1", octal, hex, one big number.
void check_host(const endpoint_url& url)
{
    in_addr address{};
    const bool is_v4 = url.literal && !url.literal->is_v6;
    DEFECTD_ASSERT((inet_aton(url.host.c_str(), &address) != 0) == is_v4);
    DEFECTD_ASSERT(!url.literal || to_text(*url.literal) == url.host);
    DEFECTD_ASSERT(url.literal == parse_ip(url.host));
}

void check_bytes(const endpoint_url& url)
{
    const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
    const std::string host = url.authority();
    DEFECTD_ASSERT(!url.host.empty() && url.port != 0 && url.target.starts_with('/'));
    DEFECTD_ASSERT(std::all_of(host.begin(), host.end(), is_visible));
    DEFECTD_ASSERT(std::all_of(url.target.begin(), url.target.end(), is_visible));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const auto url = parse_endpoint_url({reinterpret_cast<const char*>(bytes), size});
    if (url) {
        check_round_trip(*url);
        check_host(*url);
        check_bytes(*url);
    }
    return 0;
}
