#include "defectd/event/payload.hpp"

#include <array>

#include "payload/chat.hpp"
#include "payload/formats.hpp"

namespace defectd {
namespace payloads {
namespace {

/// Returns the stored body without a change.
payload make_standard(const payload_rules& /*rules*/, const stored_event& ev)
{
    return {.content_type = "application/json", .headers = {}, .body = std::string(ev.body)};
}

/// A format for programs has `make`; a chat has `chat`.
struct format_row {
    std::string_view name;
    payload (*make)(const payload_rules& rules, const stored_event& ev);
    const chat_format* chat;
};

constexpr std::array format_rows{
    format_row{"standard", make_standard, nullptr},  format_row{"cloudevents", make_cloudevents, nullptr},
    format_row{"slack", nullptr, &slack_format},     format_row{"teams", nullptr, &teams_format},
    format_row{"discord", nullptr, &discord_format}, format_row{"pagerduty", make_pagerduty, nullptr},
};

const format_row& row_of(payload_format format) noexcept
{
    return format_rows.at(static_cast<std::size_t>(format));
}

}  // namespace

const chat_format* chat_of(payload_format format) noexcept
{
    return row_of(format).chat;
}

}  // namespace payloads

std::string_view name_of(payload_format format) noexcept
{
    return payloads::row_of(format).name;
}

bool can_fold(payload_format format) noexcept
{
    return payloads::chat_of(format) != nullptr;
}

bool has_text_form(payload_format format) noexcept
{
    return format == payload_format::slack;  // the only receiver that says that the payload is the fault
}

payload make_payload(const payload_rules& rules, const stored_event& ev, payload_form form)
{
    const payloads::format_row& row = payloads::row_of(rules.format);
    if (!row.chat)
        return row.make(rules, ev);
    const payloads::message words = payloads::message_of(ev);
    const payloads::chat_message message = payloads::chat_message_of(words, ev, rules.wording, *row.chat);
    return {.content_type = "application/json", .headers = {}, .body = row.chat->one(message, form)};
}

}  // namespace defectd
