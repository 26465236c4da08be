// The log lines about attempts.
#ifndef DEFECTD_DISPATCH_ATTEMPT_LOG_HPP
#define DEFECTD_DISPATCH_ATTEMPT_LOG_HPP

#include "apply_result.hpp"
#include "defectd/runtime/log.hpp"

namespace defectd {

/// Logs the notices of an attempt.  A change is a warning or info; a failure that repeats is debug, unless its delivery
/// is exhausted.  Neither a body nor a URL is logged.
void log_attempt(log_sink& log, const ended_attempt& ended, const attempt_effects& effects);

}  // namespace defectd

#endif
