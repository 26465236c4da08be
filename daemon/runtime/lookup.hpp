// One blocking name look-up.  Any thread.
#ifndef DEFECTD_RUNTIME_LOOKUP_HPP
#define DEFECTD_RUNTIME_LOOKUP_HPP

#include <string>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/webhook/egress.hpp"

namespace defectd {

using lookup_answer = result<std::vector<ip_address>, text_error>;

/// Every address the system knows for `host`, IPv4 and IPv6, each once, in the system's order.  Blocks for as
/// long as the name servers make it.  Never empty when good.
[[nodiscard]] lookup_answer look_up(const std::string& host);

}  // namespace defectd

#endif
