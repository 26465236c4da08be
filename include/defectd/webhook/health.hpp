// How a subscriber is doing, and what it may be sent because of it.  Pure; the store keeps it over restarts.
//
// Source: Standard Webhooks 1.0.0, "Deliverability and reliability" (410, throttling, disabling).
#ifndef DEFECTD_WEBHOOK_HEALTH_HPP
#define DEFECTD_WEBHOOK_HEALTH_HPP

#include <cstdint>
#include <optional>
#include <string_view>

#include "defectd/base/time.hpp"

namespace defectd {

/// Why a subscriber is switched off.  Persistent: the names are in the API and in events.
enum class disabled_reason : std::uint8_t {
    gone,     ///< it answered that it wants nothing more (410, a dead chat URL)
    failing,  ///< no success for `disable_after`
    by_hand,  ///< `defectd disable`
};
[[nodiscard]] std::string_view name_of(disabled_reason reason) noexcept;
[[nodiscard]] std::optional<disabled_reason> disabled_reason_named(std::string_view name) noexcept;

struct disabled_state {
    timestamp since;
    disabled_reason why = disabled_reason::by_hand;

    friend bool operator==(const disabled_state&, const disabled_state&) = default;
};

struct subscriber_health {
    std::optional<timestamp> failing_since;  ///< end of the first failed attempt since the last success
    std::optional<timestamp> held_until;     ///< by Retry-After: nothing is sent before
    std::optional<disabled_state> disabled;  ///< nothing is sent until it is enabled
    bool is_paused = false;                  ///< nothing is sent until it is resumed; manually only
    std::uint64_t disable_count = 0;         ///< by failures so far; numbers the events

    friend bool operator==(const subscriber_health&, const subscriber_health&) = default;
};

/// When failures switch a subscriber off, and how long it may hold itself back.
struct health_policy {
    std::optional<duration> disable_after = std::chrono::days{5};  ///< nullopt never
    duration max_retry_after = std::chrono::hours{24};
};

/// How an attempt went, as far as health goes.
struct attempt_end {
    enum class kind : std::uint8_t { success, failure, gone };

    kind outcome = kind::success;
    timestamp at;
    std::optional<timestamp> not_before;  ///< the receiver's Retry-After, not capped yet
};

/// `not_before`, but no later than the policy lets a receiver ask for.
[[nodiscard]] timestamp capped(timestamp not_before, timestamp now, const health_policy& policy) noexcept;

/// The health after an attempt.  A success forgets failures; a hold lasts, as the attempt may have begun before it.  A
/// late outcome never enables what was disabled meanwhile.
[[nodiscard]] subscriber_health after(subscriber_health health, const attempt_end& end,
                                      const health_policy& policy) noexcept;

/// A fresh start: failures and holds are forgotten; a pause stays.
[[nodiscard]] subscriber_health enabled(subscriber_health health) noexcept;
/// Of one that is disabled already only the reason changes: it stays so until it is enabled manually.
[[nodiscard]] subscriber_health disabled_by_hand(subscriber_health health, timestamp now) noexcept;

/// How many attempts may run at the same time: none while disabled, paused or held; one while failing, until it
/// succeeds (a half-open probe); else `concurrency`.
[[nodiscard]] int slots(const subscriber_health& health, int concurrency, timestamp now) noexcept;

}  // namespace defectd

#endif
