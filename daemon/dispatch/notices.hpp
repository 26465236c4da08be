// What the log is told about attempts: changes at warning and info, repeats at debug.
#ifndef DEFECTD_DISPATCH_NOTICES_HPP
#define DEFECTD_DISPATCH_NOTICES_HPP

#include "defectd/dispatch/conclude.hpp"
#include "defectd/runtime/log.hpp"
#include "message.hpp"

namespace defectd {

enum class notice_weight : std::uint8_t { change, repeat };

void note_failure(log_sink& log, notice_weight weight, const message& carried, const attempt_record& record,
                  const post_outcome& outcome);
void note_recovery(log_sink& log, const std::string& subscriber);
void note_disabled(log_sink& log, const std::string& subscriber, const disabled_state& how);
void note_certificate_end(log_sink& log, const std::string& subscriber, timestamp expires_at);

}  // namespace defectd

#endif
