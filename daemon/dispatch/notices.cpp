#include "notices.hpp"

namespace defectd {

void note_failure(log_sink& log, notice_weight weight, const message& carried, const attempt_record& record,
                  const post_outcome& outcome)
{
    const bool is_exhausted = record.next == delivery_state::exhausted;
    const auto level =
        weight == notice_weight::change || is_exhausted ? log_level::warning : log_level::debug;
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

void note_recovery(log_sink& log, const std::string& subscriber)
{
    log.info("subscriber recovered", {{"subscriber", subscriber}});
}

void note_disabled(log_sink& log, const std::string& subscriber, const disabled_state& how)
{
    log.warning("subscriber disabled; events are queued until `defectd enable` or its URL changes",
                {{"subscriber", subscriber}, {"reason", std::string(name_of(how.why))}});
}

void note_certificate_end(log_sink& log, const std::string& subscriber, timestamp expires_at)
{
    log.warning("receiver's certificate expires soon; notify its operator",
                {{"subscriber", subscriber}, {"expires_at", to_rfc3339(expires_at)}});
}

}  // namespace defectd
