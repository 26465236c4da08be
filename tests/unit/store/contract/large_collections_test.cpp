#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

/// More than any engine writes at once.
constexpr int many = 2500;

tracked_defect defect_number(int number)
{
    return open_defect(fmt::format("114-0000000-{:07}", number));
}

collection_facts facts_of(const collection_commit& commit)
{
    return {.scope = commit.record.scope,
            .source = commit.record.source,
            .report_sha256 = "ab12",
            .collected_at = at(-2),
            .rows = 7000,
            .days = {.from = date_of(at(0)) - std::chrono::days{74},
                     .to = date_of(at(0)) - std::chrono::days{15}},
            .rule = {.days = 60, .lag_days = 15},
            .now = commit.now};
}

void add_change(collection_commit& commit, defect_change change, std::size_t audience = 0)
{
    commit.rows.push_back(change.defect);
    commit.news.changes.push_back({.change = std::move(change), .audience = audience});
}

/// A commit in which `count` defects are new; the desk and the audit hear of each.
collection_commit new_defects(store& db, int count, const report_scope& scope = us_scope(),
                              timestamp now = at(0))
{
    collection_commit commit = next_commit(db, scope, now);
    commit.news.facts = facts_of(commit);
    commit.news.audiences = {{"desk", "audit"}};
    for (int i = 0; i < count; ++i)
        add_change(commit,
                   {.kind = change_kind::created, .defect = defect_number(i), .previous = {}, .others = {}});
    return commit;
}

std::unique_ptr<store> open_for_desk_and_audit(const auto& engine)
{
    auto db = engine.open();
    set_subscribers(*db, {"audit", "desk"});
    return db;
}

std::vector<event> events_of(const defect_news& news)
{
    std::vector<event> events;
    for (const routed_change& entry : news.changes)
        events.push_back(make_defect_event(entry.change, news.facts));
    return events;
}

void check_all_is_there(store& db, const collection_commit& commit)
{
    CHECK(db.load_scope(commit.record.scope).defects == commit.rows);
    std::vector<event> events = newest_events(db, 2 * many);
    std::ranges::reverse(events);
    const std::vector<event> expected = events_of(commit.news);
    CHECK(std::ranges::equal(events, expected, {}, &event::id, &event::id));
    CHECK(std::ranges::equal(events, expected, {}, &event::body, &event::body));
    for (const char* subscriber : {"desk", "audit"})
        CHECK(look_at(db, subscriber, at(1)).due == commit.news.changes.size());
}

}  // namespace

TEST_SUITE_BEGIN("store/large_collections");

TEST_CASE_TEMPLATE("a small collection is written with its commit", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    const collection_commit commit = new_defects(*db, 3);
    REQUIRE(db->commit_collection(commit));
    CHECK_FALSE(db->write_out(us_scope()));
    check_all_is_there(*db, commit);
}

TEST_CASE_TEMPLATE("a large collection is committed as a whole and written out in pieces", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    collection_commit commit = new_defects(*db, many);
    commit.files = {file_mark{.device = 1, .inode = 2, .modified_ns = 3, .size = 4}};
    REQUIRE(db->commit_collection(commit));
    CHECK(db->load_scope_record(us_scope()).version == commit.expected_version + 1);
    CHECK(db->seen_files({}).size() == 1);
    int pieces = 0;
    std::uint64_t before = 0;
    while (db->write_out(us_scope())) {
        const std::uint64_t event_count = db->overview(at(1)).events;
        CHECK(event_count - before <= many / 3);
        before = event_count;
        ++pieces;
    }
    CHECK(pieces >= 3);
    check_all_is_there(*db, commit);
}

TEST_CASE_TEMPLATE("other accounts commit and are sent between the pieces", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    set_subscribers(*db, {"audit", "desk", "other"});
    const collection_commit large = new_defects(*db, many);
    REQUIRE(db->commit_collection(large));
    REQUIRE(db->write_out(us_scope()));
    report_scope elsewhere = us_scope();
    elsewhere.account = "other";
    collection_commit small = next_commit(*db, elsewhere);
    small.events = {news("small", {"other"})};
    REQUIRE(db->commit_collection(small));
    CHECK(deliver_all(*db, "other") == std::vector<std::string>{"small"});
    CHECK(db->overview(at(1)).events < many);
    CHECK(db->load_scope(us_scope()).defects == large.rows);
}

TEST_CASE_TEMPLATE("events of another marketplace of the account follow all pieces", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    REQUIRE(db->commit_collection(new_defects(*db, many)));
    REQUIRE(db->write_out(us_scope()));
    report_scope elsewhere = us_scope();
    elsewhere.marketplace_id = "A1PA6795UKMFR9";
    collection_commit small = next_commit(*db, elsewhere);
    small.events = {news("small", {"desk"})};
    REQUIRE(db->commit_collection(small));
    CHECK(db->overview(at(1)).events == many + 1);
    CHECK(newest_events(*db, 1).front().id == small.events.front().event.id);
}

TEST_CASE_TEMPLATE("take_over writes out what is left", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    const collection_commit commit = new_defects(*db, many);
    REQUIRE(db->commit_collection(commit));
    REQUIRE(db->write_out(us_scope()));
    db->take_over();
    CHECK_FALSE(db->write_out(us_scope()));
    check_all_is_there(*db, commit);
}

TEST_CASE_TEMPLATE("a piece does not overwrite what a later collection wrote", Engine, DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    REQUIRE(db->commit_collection(new_defects(*db, many)));
    collection_commit next;
    next.record.scope = us_scope(fulfillment::afn);
    next.record.source = "acme-us-afn";
    next.expected_version = 1;
    next.now = at(5);
    next.rows = {defect_number(many - 1)};
    next.rows[0].revision = 3;
    REQUIRE(db->commit_collection(next));
    CHECK(db->load_scope(us_scope()).defects.back() == next.rows[0]);
}

TEST_CASE_TEMPLATE("every kind of change is emitted as it was decided, however late it is written", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const Engine engine;
    const auto db = open_for_desk_and_audit(engine);
    collection_commit commit = next_commit(*db);
    commit.news.facts = facts_of(commit);
    commit.news.audiences = {{"desk", "audit"}, {}};
    for (int i = 0; i < many; i += 5) {
        tracked_defect row = defect_number(i);
        row.channel = fulfillment::afn;
        add_change(commit, {.kind = change_kind::updated,
                            .defect = row,
                            .previous = {.value = "",
                                         .order_date = date_of(at(-1)),
                                         .channel = std::optional<fulfillment>()},
                            .others = {defect_type::negative_feedback, defect_type::chargeback}});
        row = defect_number(i + 1);
        row.channel.reset();
        add_change(commit,
                   {.kind = change_kind::updated,
                    .defect = row,
                    .previous = {.value = {}, .order_date = {}, .channel = std::optional(fulfillment::mfn)},
                    .others = {defect_type::chargeback}});
        row = defect_number(i + 2);
        row.missing_since = at(-100);
        row.closed_at = at(0);
        row.status = defect_status::cleared;
        row.episode = 2;
        add_change(commit, {.kind = change_kind::cleared, .defect = row, .previous = {}, .others = {}});
        row.key = defect_number(i + 3).key;
        row.status = defect_status::expired;
        add_change(commit, {.kind = change_kind::expired, .defect = row, .previous = {}, .others = {}});
        row = defect_number(i + 4);  // of this one nothing is told
        row.missed = 1;
        row.missing_since = at(-1);
        commit.rows.push_back(row);
    }
    commit.news.changes.back().audience = 1;
    REQUIRE(db->commit_collection(commit));
    while (db->write_out(us_scope())) {
    }
    CHECK(look_at(*db, "desk", at(1)).due == commit.news.changes.size() - 1);
    commit.news.audiences.clear();
    std::vector<event> events = newest_events(*db, 2 * many);
    std::ranges::reverse(events);
    CHECK(std::ranges::equal(events, events_of(commit.news), {}, &event::body, &event::body));
    CHECK(db->load_scope(us_scope()).defects == commit.rows);
}

TEST_SUITE_END();
