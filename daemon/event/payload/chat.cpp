#include "payload/chat.hpp"

#include "payload/wording.hpp"

namespace defectd::payloads {

chat_message chat_message_of(const message& msg, const stored_event& ev, const message_wording& wording,
                             const chat_format& format)
{
    const auto text = [&](const std::string& plain, std::size_t max) {
        return escaped(plain, format.escaped, max);
    };
    chat_message made;
    made.level = msg.level;
    made.at = ev.at;
    // Where a wording cannot be applied, the text of the program takes its place.
    made.title = worded(wording.title, msg, format.escaped, max_title_length)
                     .value_or(text(msg.title, max_title_length));
    made.text = worded(wording.line, msg, format.escaped, max_text_length)
                    .value_or(text(msg.advice, max_text_length));
    made.line =
        worded(wording.line, msg, format.escaped, max_line_length).value_or(text(msg.line, max_line_length));
    for (const labelled& fact : msg.facts)
        made.facts.push_back({text(fact.label, max_label_length), text(fact.value, max_fact_length)});
    made.where = msg.where;
    made.origin = text(msg.origin, max_origin_length);
    return made;
}

std::string_view sign_of(severity level) noexcept
{
    switch (level) {
    case severity::good: return "\xE2\x9C\x85";         // white heavy check mark
    case severity::notice: return "\xF0\x9F\x94\xB5";   // blue circle
    case severity::warning: return "\xF0\x9F\x9F\xA0";  // orange circle
    case severity::error:
    case severity::critical: break;
    }
    return "\xF0\x9F\x94\xB4";  // red circle
}

}  // namespace defectd::payloads
