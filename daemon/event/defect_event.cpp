#include <fmt/format.h>

#include "body.hpp"
#include "defectd/base/assert.hpp"
#include "json.hpp"

namespace defectd {
namespace {

/// What the seller has to do about a defect, and how soon.  A report does not contain the filing time, so the
/// time runs from the first report of the defect, and the real deadline may be earlier but is never later.
/// Source: Seller Central help 27951 and G202145040.
struct duty {
    std::string_view action;  ///< empty: none
    duration within;
};

duty duty_of(defect_type type)
{
    switch (type) {
    case defect_type::a_to_z_claim: return {"respond_to_claim", std::chrono::hours{48}};
    case defect_type::chargeback: return {"respond_to_chargeback", std::chrono::days{7}};
    case defect_type::negative_feedback: break;
    }
    return {};
}

/// Returns the event type of a change.
std::string_view type_of(change_kind kind)
{
    switch (kind) {
    case change_kind::created: return event_type::defect_created;
    case change_kind::updated: return event_type::defect_updated;
    case change_kind::cleared: return event_type::defect_cleared;
    case change_kind::expired: break;
    }
    return event_type::defect_expired;
}

/// Returns the same as to_rfc3339(), without a fraction of zero: a due time is usually a full second.
std::string to_short_rfc3339(timestamp at)
{
    std::string text = to_rfc3339(at);
    constexpr std::string_view no_fraction = ".000Z";
    if (text.ends_with(no_fraction))
        text.replace(text.size() - no_fraction.size(), no_fraction.size(), "Z");
    return text;
}

/// Returns a list, because a defect may have several duties; at present it has one or none.
std::string deadlines_json(const tracked_defect& defect)
{
    const duty owed = duty_of(defect.key.type);
    if (owed.action.empty())
        return "[]";
    return '[' +
           json_object()
               .string("action", owed.action)
               .string("due", to_short_rfc3339(defect.first_seen_at + owed.within))
               .string("basis", "first_seen")
               .text() +
           ']';
}

std::string others_json(const std::vector<defect_type>& others)
{
    std::string list = "[";
    for (const defect_type type : others) {
        if (list.size() > 1)
            list += ',';
        list += json_string(name_of(type));
    }
    return list + ']';
}

/// Returns `odr` with all members null: the rate needs the number of all orders, which this report does not contain.
std::string unknown_odr_json()
{
    return json_object().null("orders_with_defects").null("orders").null("rate").null("target").text();
}

/// Returns the earlier values of the members that changed.
std::string previous_json(const previous_values& previous)
{
    json_object object;
    if (previous.order_date)
        object.string("order_date", to_iso_date(*previous.order_date));
    if (previous.value)
        object.value("value", json_string(*previous.value, max_value_length));
    if (previous.channel)
        object.value("fulfillment", fulfillment_json(*previous.channel));
    return object.text();
}

/// Adds `previous` to an update, and `missing_since` to an end.
void add_members_of_kind(json_object& object, const defect_change& change)
{
    switch (change.kind) {
    case change_kind::created: break;
    case change_kind::updated: object.value("previous", previous_json(change.previous)); break;
    case change_kind::cleared:
    case change_kind::expired:
        DEFECTD_ASSERT(change.defect.missing_since);
        object.string("missing_since", to_rfc3339(*change.defect.missing_since));
        break;
    }
}

std::string defect_json(const defect_change& change, const collection_facts& facts)
{
    const tracked_defect& defect = change.defect;
    json_object object;
    object.string("account", facts.scope.account)
        .string("marketplace_id", facts.scope.marketplace_id)
        .string("order_id", defect.key.order_id)
        .string("order_date", to_iso_date(defect.order_date))
        .string("defect_type", name_of(defect.key.type))
        .value("value", json_string(defect.value, max_value_length))
        .value("fulfillment", fulfillment_json(defect.channel))
        .number("episode", static_cast<std::uint64_t>(defect.episode))
        .string("first_seen_at", to_rfc3339(defect.first_seen_at))
        .string("source", facts.source)
        .value("report", report_json(facts))
        .value("window", window_json(facts.days))
        .string("leaves_window_on", to_iso_date(leaves_window_on(defect.order_date, facts.rule)))
        .value("other_defects_on_order", others_json(change.others))
        .value("deadlines", deadlines_json(defect))
        .value("odr", unknown_odr_json());
    add_members_of_kind(object, change);
    return object.text();
}

}  // namespace

event make_defect_event(const defect_change& change, const collection_facts& facts)
{
    const tracked_defect& defect = change.defect;
    const std::string_view type = type_of(change.kind);
    return {.id = event_id({type, facts.scope.account, facts.scope.marketplace_id, defect.key.order_id,
                            name_of(defect.key.type), fmt::to_string(defect.episode),
                            fmt::to_string(defect.revision)}),
            .type = std::string(type),
            .at = facts.now,
            .body = body_of(type, facts.now, defect_json(change, facts)),
            .account = facts.scope.account,
            .marketplace_id = facts.scope.marketplace_id,
            .channel = defect.channel,
            .type_of_defect = defect.key.type};
}

}  // namespace defectd
