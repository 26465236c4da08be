// Digests: several events in one message.
#include <fmt/format.h>

#include <algorithm>

#include "defectd/base/assert.hpp"
#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"
#include "defectd/event/event.hpp"
#include "defectd/event/payload.hpp"
#include "payload/chat.hpp"
#include "payload/formats.hpp"
#include "payload/message.hpp"

namespace defectd {
namespace payloads {
namespace {

/// Returns the noun for several events of one type; "events" for any other type.
std::string_view plural_of(std::string_view type)
{
    if (type == event_type::defect_created)
        return "new defects";
    if (type == event_type::defect_updated)
        return "changed defects";
    if (type == event_type::defect_cleared)
        return "cleared defects";
    if (type == event_type::defect_expired)
        return "defects no longer counted";
    return "events";
}

/// A digest of the first events of a list.  Events are added one by one until the receiver would reject the body.
class folding {
public:
    folding(const payload_rules& rules, const chat_format& chat) : rules_(rules), chat_(chat) {}

    void add(const stored_event& ev)
    {
        const message words = message_of(ev);
        if (messages_.empty()) {
            noun_ = plural_of(ev.type);
            account_ = words.account;
        }
        // Of several types or accounts, the title names none.
        if (noun_ != plural_of(ev.type))
            noun_ = plural_of("");
        if (account_ != words.account)
            account_.clear();
        level_ = std::max(level_, words.level);
        messages_.push_back(chat_message_of(words, ev, rules_.wording, chat_));
    }

    [[nodiscard]] std::optional<std::string> body() const
    {
        const std::string title =
            fmt::format("{} {}{}{}", messages_.size(), noun_, account_.empty() ? "" : ", ", account_);
        return chat_.several({.level = level_,
                              .title = escaped(title, chat_.escaped, max_title_length),
                              .messages = messages_});
    }

private:
    const payload_rules& rules_;
    const chat_format& chat_;
    std::vector<chat_message> messages_;
    std::string_view noun_;
    std::string account_;
    severity level_ = severity::good;
};

}  // namespace
}  // namespace payloads

folded_payload fold(const payload_rules& rules, std::span<const stored_event> events)
{
    DEFECTD_ASSERT(can_fold(rules.format));
    DEFECTD_ASSERT(!events.empty());
    folded_payload best{.content = make_payload(rules, events.front()), .event_count = 1};
    payloads::folding front(rules, *payloads::chat_of(rules.format));
    front.add(events.front());
    for (const stored_event& ev : events.subspan(1)) {
        front.add(ev);
        // The body is made after each event, because its size shows only then.
        std::optional<std::string> body = front.body();
        if (!body)
            break;
        best.content.body = std::move(*body);
        ++best.event_count;
    }
    return best;
}

std::string message_id(std::span<const std::string> event_ids)
{
    if (event_ids.size() == 1)
        return event_ids.front();
    std::string text;
    for (const std::string& id : event_ids)
        fmt::format_to(std::back_inserter(text), "{}:{}", id.size(), id);
    return "msg_" + to_id26(sha256_of(text));
}

}  // namespace defectd
