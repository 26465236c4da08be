#include "defectd/webhook/answer.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

#include "defectd/base/assert.hpp"
#include "defectd/base/text.hpp"

namespace defectd {
namespace {

constexpr attempt_result delivered{.meaning = answer_meaning::delivered};
constexpr attempt_result gone{.meaning = answer_meaning::gone, .failure = "gone"};
constexpr attempt_result payload_refused{.meaning = answer_meaning::payload_refused,
                                         .failure = "payload_refused"};

/// Returns the result of an attempt that can be retried, not before `not_before`.
constexpr attempt_result failed(std::string_view failure, std::optional<timestamp> not_before = {}) noexcept
{
    return {.meaning = answer_meaning::failed, .failure = failure, .not_before = not_before};
}

std::optional<timestamp> time_of(const std::optional<std::string_view>& header, timestamp now) noexcept
{
    return header ? parse_retry_after(*header, now) : std::nullopt;
}

std::optional<timestamp> header_time(const received_answer& answer, timestamp now) noexcept
{
    return time_of(answer.retry_after, now);
}

/// Returns what the status means for any receiver.  A status out of range is treated as a 5xx (RFC 9110 §15).
attempt_result by_status(const received_answer& answer, timestamp now) noexcept
{
    const int status = answer.status;
    if (status < 200 || status >= 500)
        return failed("server_error", status == 503 ? header_time(answer, now) : std::nullopt);
    if (status < 300)
        return delivered;
    if (status < 400)
        return failed("redirect");
    if (status == 410)
        return gone;
    if (status == 429)
        return failed("throttled", header_time(answer, now));
    return failed("rejected");
}

/// Returns the member of a JSON object; null when the text is not one, is cut, or lacks the member.
boost::json::value member_of(std::string_view text, std::string_view name)
{
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(text, error);
    if (error || !value.is_object())
        return nullptr;
    const boost::json::value* const member = value.get_object().if_contains(name);
    return member != nullptr ? *member : nullptr;
}

/// Slack's words for a webhook that does not work again until the operator changes it.
constexpr auto slack_ends = std::to_array<std::string_view>(
    {"no_service", "no_service_id", "no_active_hooks", "channel_not_found", "channel_is_archived",
     "action_prohibited", "posting_to_general_channel_denied", "no_team", "team_disabled", "invalid_token",
     "user_not_found"});
/// Slack's words for a payload that it will reject in every retry.
constexpr auto slack_payload_errors =
    std::to_array<std::string_view>({"invalid_payload", "invalid_blocks", "invalid_blocks_format", "no_text",
                                     "too_many_attachments", "msg_blocks_too_long", "msg_too_long"});

template <class List>
bool is_among(const List& words, std::string_view text) noexcept
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Returns whether Slack accepted the message: incoming webhooks answer "ok", workflow triggers {"ok":true}.
bool is_slack_ok(std::string_view text)
{
    const boost::json::value ok = text == "ok" ? true : member_of(text, "ok");
    return ok.is_bool() && ok.get_bool();
}

/// An error counts only with the statuses it comes with: a page of a proxy does not come from Slack.
attempt_result by_slack(const received_answer& answer, timestamp now)
{
    const int status = answer.status;
    const std::string_view text = trimmed(answer.body_head);
    if (status == 200 && is_slack_ok(text))
        return delivered;
    if ((status == 403 || status == 404 || status == 410) && is_among(slack_ends, text))
        return gone;
    if (status == 400 && text == "user_not_found")
        return gone;
    if (status == 400 && is_among(slack_payload_errors, text))
        return payload_refused;
    // Without Slack's words, a 2xx is not a success and a 410 does not disable: another server may have sent
    // it.
    if ((status >= 200 && status < 300) || status == 410)
        return failed("rejected");
    return by_status(answer, now);
}

/// Connectors report the failure of a later hop in a 200.
attempt_result by_teams(const received_answer& answer, timestamp now)
{
    const int status = answer.status;
    const auto tells = [&](std::string_view words) {
        return answer.body_head.find(words) != std::string_view::npos;
    };
    if (status == 200 && (tells("HTTP error 429") || tells("ApplicationThrottled")))
        return failed("throttled", header_time(answer, now));
    if (status == 200 && (tells("Webhook message delivery failed") || tells("endpoint returned HTTP error")))
        return failed("rejected");
    if (status == 401 || status == 403 || status == 404)
        return gone;
    return by_status(answer, now);
}

/// Returns the time that a body such as {"retry_after": 64.57} asks for, in seconds from `now` and rounded up.
std::optional<timestamp> discord_body_time(std::string_view body, timestamp now)
{
    const boost::json::value member = member_of(body, "retry_after");
    if (!member.is_number())
        return std::nullopt;
    const double wait = member.to_number<double>();
    if (!(wait >= 0))
        return std::nullopt;
    const double max = std::chrono::duration<double>(max_parsed_retry_after).count();
    return now + duration{std::llround(std::ceil(std::min(wait, max) * 1000))};
}

/// A webhook that was deleted is a 404 at Discord.
attempt_result by_discord(const received_answer& answer, timestamp now)
{
    if (answer.status == 404)
        return gone;
    attempt_result result = by_status(answer, now);
    if (answer.status != 429)
        return result;
    // Its headers are read first: a proxy before Discord knows only them, and a body may be cut.
    if (!result.not_before)
        result.not_before = time_of(answer.reset_after, now);
    if (!result.not_before)
        result.not_before = discord_body_time(answer.body_head, now);
    return result;
}

attempt_result by_pagerduty(const received_answer& answer, timestamp now) noexcept
{
    return answer.status == 400 ? payload_refused : by_status(answer, now);
}

/// The status is not filled in yet.
attempt_result by_rules(answer_rules rules, const received_answer& answer, timestamp now)
{
    switch (rules) {
    case answer_rules::webhook: return by_status(answer, now);
    case answer_rules::slack: return by_slack(answer, now);
    case answer_rules::teams: return by_teams(answer, now);
    case answer_rules::discord: return by_discord(answer, now);
    case answer_rules::pagerduty: return by_pagerduty(answer, now);
    }
    DEFECTD_ASSERT(false);  // every receiver is named above
}

}  // namespace

bool status_decides(answer_rules rules, int status) noexcept
{
    if (rules == answer_rules::slack)
        return status != 200 && status != 400 && status != 403 && status != 404 && status != 410;
    return rules != answer_rules::teams || status != 200;
}

attempt_result classify_answer(answer_rules rules, const received_answer& answer, timestamp now)
{
    attempt_result result = by_rules(rules, answer, now);
    result.status = answer.status;
    return result;
}

}  // namespace defectd
