#include "defectd/engine/setups.hpp"

#include <fmt/format.h>

#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"

namespace defectd {

std::vector<subscriber_setup> setups_of(std::span<const subscriber_config> subscribers)
{
    std::vector<subscriber_setup> setups;
    for (const subscriber_config& subscriber : subscribers) {
        const endpoint_url& url = subscriber.url;
        // Only a hash is kept: the URL itself may be a secret.
        const std::string text = fmt::format("{} {} {}", url.tls, url.authority(), url.target);
        setups.push_back({subscriber.name, to_hex(sha256_of(text)), subscriber.in_order});
    }
    return setups;
}

}  // namespace defectd
