// What a receiver's answer means, by the kind of receiver.  Pure.
//
// Sources: Standard Webhooks 1.0.0 ("Deliverability and reliability"); RFC 9110 §10.2.3 (Retry-After); Slack,
// "Changes to errors for incoming webhooks"; Microsoft Learn, "Create incoming webhooks with Workflows"; Discord,
// "Rate limits"; PagerDuty, "Events API v2".
#ifndef DEFECTD_WEBHOOK_ANSWER_HPP
#define DEFECTD_WEBHOOK_ANSWER_HPP

#include <cstdint>
#include <optional>
#include <string_view>

#include "defectd/base/time.hpp"

namespace defectd {

/// Whose rules an answer follows.
enum class answer_rules : std::uint8_t { webhook, slack, teams, discord, pagerduty };

enum class answer_meaning : std::uint8_t {
    delivered,
    failed,           ///< tried again on the schedule
    gone,             ///< the receiver wants nothing more: its subscriber is disabled, the event waits
    payload_refused,  ///< this payload will never do: once more as text where there is such a form, then exhausted
};

/// An answer as it came in.
struct received_answer {
    int status = 0;  ///< 200 … 599; any other counts as a 5xx
    std::optional<std::string_view> retry_after{};
    std::string_view body_head{};                   ///< the first 1 KiB, or all of it
    std::optional<std::string_view> reset_after{};  ///< X-RateLimit-Reset-After
};

/// What an attempt came to under its receiver's rules; the same for every delivery of the message.
struct attempt_result {
    answer_meaning meaning = answer_meaning::failed;
    int status = 0;  ///< 0 when no answer came
    /// A stable word with static storage: "redirect", "rejected", "throttled", "server_error", "gone",
    /// "payload_refused", or the name of a failure_reason when no answer came.  Empty when delivered.
    std::string_view failure{};
    /// The earliest time of the next request to the subscriber, as the receiver asked for it.
    std::optional<timestamp> not_before{};
    /// False when the attempt does not count: shutdown cut it off, or the daemon had no descriptor left.
    bool counts = true;
};

/// Returns the result of an attempt that was answered.  Its `not_before` is not capped yet.
[[nodiscard]] attempt_result classify_answer(answer_rules rules, const received_answer& answer,
                                             timestamp now);

/// Whether the status alone says what an answer means: its body is then not needed, however it ends.
[[nodiscard]] bool status_decides(answer_rules rules, int status) noexcept;

/// More seconds than this are this many: a hundred years, far from where a timestamp overflows.
inline constexpr std::chrono::seconds max_parsed_retry_after = std::chrono::days{36'500};

/// Reads a Retry-After header: seconds, a fraction rounded up, or one of the three HTTP dates of RFC 9110 §5.6.7; of
/// a list the latest.  What is neither is passed over; nullopt when nothing is left.  A time that is past is now.
[[nodiscard]] std::optional<timestamp> parse_retry_after(std::string_view text, timestamp now) noexcept;

}  // namespace defectd

#endif
