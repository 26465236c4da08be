#include "contract/samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace defectd::samples {
namespace {

attempt_record outcome(const claimed_delivery& claimed, delivery_state next, timestamp ended)
{
    attempt_record record;
    record.delivery = claimed.id;
    record.token = claimed.token;
    record.next = next;
    record.started_at = ended - std::chrono::milliseconds{80};
    record.ended_at = ended;
    record.status = next == delivery_state::delivered ? 200 : 503;
    record.failure = next == delivery_state::delivered ? "" : "status";
    return record;
}

std::string name_in(std::string_view event_id)
{
    return std::string{event_id.substr(4)};
}

subscriber_setup setup_of(std::string_view name, bool in_order)
{
    return {.name = std::string{name}, .url_digest = "digest of " + std::string{name}, .in_order = in_order};
}

}  // namespace

timestamp at(int seconds)
{
    using namespace std::chrono;
    return timestamp{sys_days{2026y / November / 23}} + 11h + std::chrono::seconds{seconds};
}

report_scope us_scope(fulfillment channel)
{
    return {.account = "acme", .marketplace_id = "ATVPDKIKX0DER", .channel = channel};
}

event make_event(std::string_view name, timestamp when)
{
    event ev;
    ev.id = "evt_" + std::string{name};
    ev.type = "defect.created";
    ev.at = when;
    ev.body = "{\"type\": \"defect.created\", \"name\": \"" + std::string{name} + "\"}";
    ev.account = "acme";
    ev.channel = fulfillment::mfn;
    ev.type_of_defect = defect_type::chargeback;
    return ev;
}

outbox_event news(std::string_view name, std::vector<std::string> subscribers, timestamp when)
{
    return {.event = make_event(name, when), .subscribers = std::move(subscribers)};
}

tracked_defect open_defect(std::string_view order_id, defect_type type)
{
    tracked_defect row;
    row.key = {.order_id = std::string{order_id}, .type = type};
    row.scope_channel = fulfillment::mfn;
    row.order_date = date_of(at(0)) - std::chrono::days{30};
    row.value = "X";
    row.first_seen_at = at(0);
    return row;
}

collection_commit next_commit(store& db, const report_scope& scope, timestamp now)
{
    scope_memory memory = db.load_scope(scope);
    collection_commit commit;
    commit.record = std::move(memory.record);
    commit.record.source = "acme-us";
    commit.expected_version = memory.version;
    commit.now = now;
    return commit;
}

void emit(store& db, std::initializer_list<std::string_view> names,
          const std::vector<std::string>& subscribers, timestamp when)
{
    collection_commit commit = next_commit(db, us_scope(), when);
    for (const std::string_view name : names)
        commit.events.push_back(news(name, subscribers, when));
    REQUIRE(db.commit_collection(commit));
}

claim_request claim_for(std::vector<std::string> subscribers, timestamp now, int count)
{
    claim_request request;
    request.owner = "one";
    request.now = now;
    request.lease = std::chrono::minutes{1};
    for (std::string& subscriber : subscribers)
        request.slots.push_back({.subscriber = std::move(subscriber), .count = count});
    return request;
}

std::optional<timestamp> next_due(const claim_result& round, std::string_view subscriber)
{
    const auto head = std::ranges::find(round.heads, subscriber, &queue_head::subscriber);
    REQUIRE(head != round.heads.end());
    return head->due_at;
}

std::vector<std::string> subscribers_changed(const claim_result& round)
{
    std::vector<std::string> names;
    for (const queue_head& head : round.heads)
        names.push_back(head.subscriber);
    return names;
}

attempt_record delivered(const claimed_delivery& claimed, timestamp ended)
{
    return outcome(claimed, delivery_state::delivered, ended);
}

attempt_record retried(const claimed_delivery& claimed, timestamp due, timestamp ended)
{
    attempt_record record = outcome(claimed, delivery_state::pending, ended);
    record.due_at = due;
    return record;
}

attempt_record exhausted(const claimed_delivery& claimed, timestamp ended)
{
    return outcome(claimed, delivery_state::exhausted, ended);
}

attempt_record cut_off(const claimed_delivery& claimed, timestamp due)
{
    attempt_record record = retried(claimed, due);
    record.counts = false;
    return record;
}

round_results round_of(std::vector<attempt_record> attempts, timestamp now)
{
    return {.attempts = std::move(attempts), .subscribers = {}, .now = now};
}

std::vector<std::string> deliver_all(store& db, std::string_view subscriber, timestamp now)
{
    const auto claimed = db.record_and_claim({}, claim_for({std::string{subscriber}}, now, 1000)).claimed;
    round_results round = round_of({}, now);
    for (const claimed_delivery& each : claimed)
        round.attempts.push_back(delivered(each, now));
    REQUIRE(db.record_and_claim(round, claim_for({}, now)).lost_leases.empty());
    return names_of(claimed);
}

std::vector<std::string> names_of(const std::vector<claimed_delivery>& claimed)
{
    std::vector<std::string> names;
    names.reserve(claimed.size());
    for (const claimed_delivery& each : claimed)
        names.push_back(name_in(each.event_id));
    return names;
}

std::vector<std::string> names_of(const std::vector<event>& events)
{
    std::vector<std::string> names;
    names.reserve(events.size());
    for (const event& each : events)
        names.push_back(name_in(each.id));
    return names;
}

std::vector<std::string> names_of(const std::vector<numbered_event>& events)
{
    std::vector<std::string> names;
    names.reserve(events.size());
    for (const numbered_event& each : events)
        names.push_back(name_in(each.event.id));
    return names;
}

std::vector<std::string> names_of(const std::vector<delivery_record>& deliveries)
{
    std::vector<std::string> names;
    names.reserve(deliveries.size());
    for (const delivery_record& each : deliveries)
        names.push_back(name_in(each.event_id));
    return names;
}

void set_subscribers(store& db, const std::vector<std::string>& names, timestamp now)
{
    std::vector<subscriber_setup> setups;
    setups.reserve(names.size());
    for (const std::string& name : names)
        setups.push_back(setup_of(name, false));
    db.set_subscribers(setups, now);
}

void set_in_order(store& db, std::string_view name, timestamp now)
{
    db.set_subscribers(std::vector{setup_of(name, true)}, now);
}

subscriber_health health_of(store& db, std::string_view name)
{
    for (const subscriber_state& each : db.subscriber_states())
        if (each.name == name)
            return each.health;
    FAIL("not set: " << name);
    return {};
}

subscriber_overview look_at(store& db, std::string_view name, timestamp now)
{
    for (subscriber_overview& each : db.overview(now).subscribers)
        if (each.name == name)
            return each;
    return {};
}

}  // namespace defectd::samples
