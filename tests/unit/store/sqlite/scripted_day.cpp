#include "sqlite/scripted_day.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>

#include "contract/samples.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/sqlite_store.hpp"

namespace defectd {
namespace {

using namespace samples;

/// The desk takes all at once, the audit one after the other.
const std::vector<subscriber_setup> everybody{{.name = "desk", .url_digest = "d"},
                                              {.name = "audit", .url_digest = "a", .in_order = true}};

const subscriber_health failing{
    .failing_since = at(1), .held_until = {}, .disabled = {}, .is_paused = false, .disable_count = 0};

std::string order_of(int number)
{
    return "order-" + std::to_string(number);
}

/// Large enough that the log is copied several times a day.
outbox_event large_news(int number)
{
    outbox_event one = news("day" + std::to_string(number), {"desk", "audit"});
    one.event.body.append(4000, 'x');
    return one;
}

struct closer {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using raw_database = std::unique_ptr<sqlite3, closer>;

raw_database open_raw(const std::string& path)
{
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    return raw_database{database};
}

int keep_first_column(void* into, int, char** values, char**)
{
    *static_cast<std::string*>(into) += values[0];
    return 0;
}

}  // namespace

std::unique_ptr<store> open_for_test(const std::string& path, const std::string& file_system)
{
    const sqlite::connection_options options{
        .busy_timeout = duration{0}, .file_system = file_system, .checkpoint_pages = 8};
    constexpr std::size_t two_rows_at_once = 8;  // each with its event and two deliveries
    return std::make_unique<sqlite::sqlite_store>(
        sqlite::open_database(path, options, sqlite::released_migrations()), two_rows_at_once);
}

void scripted_day::next(store& db)
{
    if (step_ == 0)
        db.set_subscribers(everybody, at(0));
    else if (step_ == steps - 1)
        send_again(db);
    else if (step_ == large_collection)
        collect_many(db);
    else if (step_ % 2 == 1)
        collect(db, step_);
    else
        deliver(db);
    ++step_;
}

void scripted_day::collect(store& db, int number)
{
    collection_commit commit = next_commit(db);
    commit.rows = {open_defect(order_of(number))};
    commit.events = {large_news(number)};
    commit.files = {
        file_mark{.device = 1, .inode = static_cast<std::uint64_t>(number), .modified_ns = 1, .size = 1}};
    const bool committed = db.commit_collection(commit);
    REQUIRE(committed);
    events_.insert(commit.events[0].event.id);
}

/// Committed at once, written out in pieces; done again, it tells nothing new.
void scripted_day::collect_many(store& db)
{
    collection_commit commit = next_commit(db);
    commit.news.facts.scope = us_scope();
    commit.news.facts.now = commit.now;
    commit.news.audiences = {{"desk", "audit"}};
    for (int i = 0; i < defects_of_large_collection; ++i) {
        commit.rows.push_back(open_defect(order_of(10 * large_collection + i)));
        commit.news.changes.push_back({.change = {.kind = change_kind::created,
                                                  .defect = commit.rows.back(),
                                                  .previous = {},
                                                  .others = {}},
                                       .audience = 0});
    }
    commit.files = {file_mark{.device = 1, .inode = large_collection, .modified_ns = 1, .size = 1}};
    const bool committed = db.commit_collection(commit);
    REQUIRE(committed);
    for (const routed_change& entry : commit.news.changes)
        events_.insert(make_defect_event(entry.change, commit.news.facts).id);
    while (db.write_out(us_scope())) {
    }
}

void scripted_day::deliver(store& db)
{
    db.take_over();  // as after a restart, or when a claim's answer was lost
    const claim_result round = db.record_and_claim({}, claim_for({"desk", "audit"}, at(0)));
    round_results ended = round_of({});
    for (const claimed_delivery& each : round.claimed) {
        const bool to_desk = each.subscriber == "desk";
        CHECK_FALSE((to_desk && delivered_.contains(each.event_id)));
        ended.attempts.push_back(to_desk ? delivered(each) : exhausted(each));
    }
    ended.subscribers = {{.state = {.name = "audit", .health = failing}, .event = {}}};
    const claim_result recorded = db.record_and_claim(ended, claim_for({}, at(1)));
    CHECK(recorded.lost_leases.empty());
    audit_failed_ = true;
    for (const claimed_delivery& each : round.claimed)
        if (each.subscriber == "desk")
            delivered_.insert(each.event_id);
}

/// What the audit lost is sent again; done twice, the second time changes nothing.
void scripted_day::send_again(store& db)
{
    std::vector<std::int64_t> lost;
    for (const delivery_record& each :
         db.deliveries({.subscriber = "audit", .state = delivery_state::exhausted}))
        lost.push_back(each.id);
    static_cast<void>(db.redeliver(lost, at(1)));
    db.make_due("audit", at(1));
    CHECK(db.deliveries({.subscriber = "audit", .state = delivery_state::exhausted}).empty());
    sent_again_ = true;
}

void scripted_day::check_confirmed(store& db) const
{
    const scope_memory memory = db.load_scope(us_scope());  // first: it writes out what is left
    std::set<std::string> events;
    for (const event& each : newest_events(db, 100))
        CHECK(events.insert(each.id).second);
    for (const std::string& id : events_)
        CHECK(events.contains(id));
    // A step cut off may have been kept whole, but never in part.
    CHECK(memory.defects.size() == events.size());
    std::size_t events_of_files = 0;
    for (const scope_file& file : db.seen_files({}))
        events_of_files += file.mark.inode == large_collection ? defects_of_large_collection : 1;
    CHECK(events_of_files == events.size());
    const store_overview seen = db.overview(at(1));
    CHECK(seen.events == events.size());
    for (const subscriber_overview& each : seen.subscribers) {
        CHECK(each.due + each.in_flight + each.delivered + each.exhausted == events.size());
        CHECK(each.delivered >= (each.name == "desk" ? delivered_.size() : 0));
    }
    CHECK((!audit_failed_ || health_of(db, "audit") == failing));
    check_line(db);
    CHECK((events_.empty() || seen.subscribers.size() == everybody.size()));
}

/// Of the audit's one line at most one is under way; otherwise, unless all is finished, one can go.
void scripted_day::check_line(store& db) const
{
    const subscriber_overview audit = look_at(db, "audit", at(1));
    CHECK(audit.in_flight <= 1);
    CHECK((!sent_again_ || audit.exhausted == 0));
    // Asked before anything is due, and for none, so that nothing is claimed.
    const claim_result round = db.record_and_claim({}, claim_for({"audit"}, at(-1), 0));
    const bool one_can_go = std::ranges::any_of(
        round.heads, [](const queue_head& head) { return head.subscriber == "audit" && head.due_at; });
    CHECK(one_can_go == (audit.in_flight == 0 && audit.due != 0));
}

std::string integrity_of(const std::string& path)
{
    std::string answer;
    const raw_database database = open_raw(path);
    sqlite3_exec(database.get(), "PRAGMA integrity_check; PRAGMA foreign_key_check", keep_first_column,
                 &answer, nullptr);
    return answer;
}

void execute_on(const std::string& path, const char* sql)
{
    const raw_database database = open_raw(path);
    REQUIRE(sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

}  // namespace defectd
