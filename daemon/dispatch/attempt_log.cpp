#include "attempt_log.hpp"

namespace defectd {

void log_failure(log_sink& log, failure_novelty novelty, const message& carried, const attempt_record& record,
                 const post_outcome& outcome)
{
    const bool is_exhausted = record.next == delivery_state::exhausted;
    const auto level =
        novelty == failure_novelty::first || is_exhausted ? log_level::warning : log_level::debug;
    if (!log.takes(level))
        return;
    const claimed_delivery& first = carried.deliveries.front();
    const auto* const broken = std::get_if<post_failure>(&outcome);
    log.write(level,
              is_exhausted ? "delivery exhausted; send it again with `defectd redeliver`" : "attempt failed",
              {{"subscriber", first.subscriber},
               {"delivery", std::to_string(record.delivery)},
               {"webhook_id", carried.id},
               {"attempt", std::to_string(first.attempt)},
               {"status", record.status == 0 ? "none" : std::to_string(record.status)},
               {"failure", record.failure},
               {"what", broken != nullptr ? broken->what : std::string()},
               {"next_attempt", record.due_at ? to_rfc3339(*record.due_at) : "none"}});
}

void log_recovery(log_sink& log, const std::string& subscriber)
{
    log.info("subscriber recovered", {{"subscriber", subscriber}});
}

void log_disabled(log_sink& log, const std::string& subscriber, const disabled_state& state)
{
    log.warning("a subscriber was switched off; its events are kept until `defectd enable` or a changed URL",
                {{"subscriber", subscriber}, {"reason", std::string(name_of(state.why))}});
}

void log_certificate_expiry(log_sink& log, const std::string& subscriber, timestamp expires_at)
{
    log.warning("receiver's certificate expires soon; notify its operator",
                {{"subscriber", subscriber}, {"expires_at", to_rfc3339(expires_at)}});
}

}  // namespace defectd
