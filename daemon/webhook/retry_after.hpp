// How long a receiver may ask to be left alone, whatever number it writes.
#ifndef DEFECTD_WEBHOOK_RETRY_AFTER_HPP
#define DEFECTD_WEBHOOK_RETRY_AFTER_HPP

#include "defectd/base/time.hpp"

namespace defectd {

/// More seconds than this are this many: a hundred years, far from where a timestamp overflows.
inline constexpr std::chrono::seconds longest_retry_after = std::chrono::days{36'500};

}  // namespace defectd

#endif
