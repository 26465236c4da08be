// Who is dialled for a request: its receiver, or the proxy before it.
#ifndef DEFECTD_HTTP_CLIENT_NEXT_HOP_HPP
#define DEFECTD_HTTP_CLIENT_NEXT_HOP_HPP

#include <cstdint>
#include <string>

namespace defectd {

struct next_hop {
    std::string name;  ///< for failures: "desk.example", "the proxy squid.internal"
    std::string host;
    std::uint16_t port = 0;
    bool is_proxy = false;
};

}  // namespace defectd

#endif
