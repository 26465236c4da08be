#include "sqlite/scripted_day.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "contract/samples.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/sqlite_store.hpp"

namespace defectd {
namespace {

using namespace samples;

const std::vector<std::string> everybody{"desk", "audit"};

std::string order_of(int number)
{
    return "order-" + std::to_string(number);
}

/// Large enough that the log is copied several times a day.
outbox_event large_news(int number)
{
    outbox_event one = news("day" + std::to_string(number), everybody);
    one.told.body.append(4000, 'x');
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
    return std::make_unique<sqlite::sqlite_store>(
        sqlite::open_database(path, options, sqlite::released_migrations()));
}

void scripted_day::next(store& kept)
{
    if (step_ == 0)
        kept.set_subscribers(everybody, at(0));
    else if (step_ % 2 == 1)
        collect(kept, step_);
    else
        deliver(kept);
    ++step_;
}

void scripted_day::collect(store& kept, int number)
{
    collection_commit commit = next_commit(kept);
    commit.rows = {open_defect(order_of(number))};
    commit.events = {large_news(number)};
    commit.file =
        file_mark{.device = 1, .inode = static_cast<std::uint64_t>(number), .modified_ns = 1, .size = 1};
    const bool committed = kept.commit_collection(commit);
    REQUIRE(committed);
    told_.insert(commit.events[0].told.id);
}

void scripted_day::deliver(store& kept)
{
    kept.take_over("day", at(0));  // as after a restart, or when a claim's answer was lost
    const settlement round = kept.settle({}, claim_for({"desk"}, at(0)));
    std::vector<attempt_record> ended;
    for (const claimed_delivery& each : round.claimed) {
        CHECK_FALSE(delivered_.contains(each.event_id));
        ended.push_back(delivered(each));
    }
    const settlement recorded = kept.settle(ended, claim_for({}, at(1)));
    CHECK(recorded.lost_leases.empty());
    for (const claimed_delivery& each : round.claimed)
        delivered_.insert(each.event_id);
}

void scripted_day::check_confirmed(store& kept) const
{
    std::set<std::string> events;
    for (const event& each : kept.recent_events(100))
        CHECK(events.insert(each.id).second);
    for (const std::string& id : told_)
        CHECK(events.contains(id));
    // A step cut off may have been kept whole, but never in part.
    const scope_memory memory = kept.load_scope(us_scope());
    CHECK(memory.defects.size() == events.size());
    CHECK(kept.seen_files("acme-us").size() == events.size());
    const store_overview seen = kept.overview(at(1));
    CHECK(seen.events == events.size());
    for (const subscriber_overview& each : seen.subscribers) {
        CHECK(each.due + each.in_flight + each.delivered == events.size());
        CHECK(each.delivered >= (each.name == "desk" ? delivered_.size() : 0));
    }
    CHECK((told_.empty() || seen.subscribers.size() == everybody.size()));
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
