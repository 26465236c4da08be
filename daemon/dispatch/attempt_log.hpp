// What the log is told about attempts: changes at warning and info, repeats at debug.
#ifndef DEFECTD_DISPATCH_ATTEMPT_LOG_HPP
#define DEFECTD_DISPATCH_ATTEMPT_LOG_HPP

#include "defectd/dispatch/conclude.hpp"
#include "defectd/runtime/log.hpp"
#include "message.hpp"

namespace defectd {

enum class failure_novelty : std::uint8_t { first, repeated };

void log_failure(log_sink& log, failure_novelty novelty, const message& carried, const attempt_record& record,
                 const post_outcome& outcome);
void log_recovery(log_sink& log, const std::string& subscriber);
void log_disabled(log_sink& log, const std::string& subscriber, const disabled_state& state);
void log_certificate_expiry(log_sink& log, const std::string& subscriber, timestamp expires_at);

}  // namespace defectd

#endif
