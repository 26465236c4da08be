#include "attempt_log.hpp"

namespace defectd {
namespace {

/// Logs the first failure and an exhausted delivery as a warning, repeated failures for debugging only: a
/// receiver that is down for days must not fill the log.
void log_failure(log_sink& log, attempt_notice notice, const ended_attempt& ended,
                 const attempt_record& record)
{
    const bool is_exhausted = record.next == delivery_state::exhausted;
    const auto level =
        notice == attempt_notice::first_failure || is_exhausted ? log_level::warning : log_level::debug;
    if (!log.takes(level))
        return;
    const claimed_delivery& first = ended.carried.deliveries.front();
    const auto* const broken = std::get_if<post_failure>(&ended.outcome);
    log.write(level,
              is_exhausted ? "delivery exhausted; send it again with `defectd redeliver`" : "attempt failed",
              {{"subscriber", first.subscriber},
               {"delivery", std::to_string(record.delivery)},
               {"webhook_id", ended.carried.id},
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
    log.warning("subscriber disabled; events are queued until `defectd enable` or its URL changes",
                {{"subscriber", subscriber}, {"reason", std::string(name_of(state.why))}});
}

void log_certificate_expiry(log_sink& log, const std::string& subscriber, timestamp expires_at)
{
    log.warning("receiver's certificate expires soon; notify its operator",
                {{"subscriber", subscriber}, {"expires_at", to_rfc3339(expires_at)}});
}

/// Logs one notice; a failure has one line per delivery, because operators search for the number of a
/// delivery.
void log_notice(log_sink& log, attempt_notice notice, const ended_attempt& ended,
                const attempt_effects& effects)
{
    const std::string& subscriber = ended.carried.deliveries.front().subscriber;
    switch (notice) {
    case attempt_notice::first_failure:
    case attempt_notice::repeated_failure:
        for (const attempt_record& record : effects.records)
            log_failure(log, notice, ended, record);
        break;
    case attempt_notice::recovery: log_recovery(log, subscriber); break;
    case attempt_notice::certificate_expires:
        log_certificate_expiry(log, subscriber, *effects.certificate_expires_at);
        break;
    case attempt_notice::disabled:
        log_disabled(log, subscriber, *effects.health->state.health.disabled);
        break;
    }
}

}  // namespace

void log_attempt(log_sink& log, const ended_attempt& ended, const attempt_effects& effects)
{
    for (const attempt_notice notice : effects.notices)
        log_notice(log, notice, ended, effects);
}

}  // namespace defectd
