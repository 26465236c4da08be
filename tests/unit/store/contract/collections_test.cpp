#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "contract/engines.hpp"
#include "contract/samples.hpp"

using namespace defectd;
using namespace defectd::samples;

TEST_SUITE_BEGIN("store/collections");

TEST_CASE_TEMPLATE("a scope that was never collected is empty and has version 0", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    const scope_memory memory = db->load_scope(us_scope());
    CHECK(memory.version == 0);
    CHECK(memory.record.scope == us_scope());
    CHECK(memory.record.state == scope_state{});
    CHECK_FALSE(memory.record.last_applied);
    CHECK_FALSE(memory.record.last_good_at);
    CHECK_FALSE(memory.record.failing);
    CHECK(memory.defects.empty());
}

TEST_CASE_TEMPLATE("every member of a scope is read as it was committed", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    collection_commit commit = next_commit(*db);
    commit.record.source = "acme-us-mfn";
    commit.record.state = {.has_baseline = true, .quarantined_since = at(5), .quarantines = 3};
    commit.record.last_applied = report_stamp{.time_ns = 1'700'000'000'123'456'789, .name = "b.csv"};
    commit.record.last_good_at = at(7);
    commit.record.failing = collection_failure{.reason = "truncated", .sha256 = ""};
    commit.record.event_count = 11;
    REQUIRE(db->commit_collection(commit));

    const scope_record back = db->load_scope(us_scope()).record;
    CHECK(back.source == "acme-us-mfn");
    CHECK(back.state == commit.record.state);
    CHECK(back.last_applied == commit.record.last_applied);
    CHECK(back.last_good_at == commit.record.last_good_at);
    CHECK(back.failing == commit.record.failing);
    CHECK(back.event_count == 11);
}

TEST_CASE_TEMPLATE("the record of a scope is read without its defects", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    collection_commit commit = next_commit(*db);
    commit.record.source = "acme-us-mfn";
    commit.rows = {open_defect("1")};
    REQUIRE(db->commit_collection(commit));
    const scope_memory memory = db->load_scope_record(us_scope());
    CHECK(memory.record.source == "acme-us-mfn");
    CHECK(memory.version == db->load_scope(us_scope()).version);
    CHECK(memory.defects.empty());
}

TEST_CASE_TEMPLATE("a member that a commit does not set is cleared", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    collection_commit commit = next_commit(*db);
    commit.record.failing = collection_failure{.reason = "truncated", .sha256 = "ab"};
    commit.record.state.quarantined_since = at(5);
    REQUIRE(db->commit_collection(commit));
    commit = next_commit(*db);
    commit.record.failing.reset();
    commit.record.state.quarantined_since.reset();
    REQUIRE(db->commit_collection(commit));
    CHECK_FALSE(db->load_scope(us_scope()).record.failing);
    CHECK_FALSE(db->load_scope(us_scope()).record.state.quarantined_since);
}

TEST_CASE_TEMPLATE("every member of a defect is read as it was committed", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    tracked_defect closed = open_defect("114-0000001-0000001", defect_type::chargeback);
    closed.scope_channel = fulfillment::all;
    closed.episode = 4;
    closed.revision = 2;
    closed.value = "ü; いいえ'\"\t";
    closed.channel = fulfillment::afn;
    closed.status = defect_status::cleared;
    closed.missed = 2;
    closed.missed_in_quarantine = true;
    closed.missing_since = at(3);
    closed.closed_at = at(4);
    tracked_defect bare = open_defect("114-0000002-0000002");
    bare.value = "";
    collection_commit commit = next_commit(*db);
    commit.rows = {closed, bare};
    REQUIRE(db->commit_collection(commit));
    CHECK(db->load_scope(us_scope()).defects == commit.rows);
}

TEST_CASE_TEMPLATE("rows replace those of the same key, and others stay", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    collection_commit commit = next_commit(*db);
    commit.rows = {open_defect("1"), open_defect("2")};
    REQUIRE(db->commit_collection(commit));
    commit = next_commit(*db);
    commit.rows = {open_defect("2")};
    commit.rows[0].missed = 1;
    REQUIRE(db->commit_collection(commit));
    const auto defects = db->load_scope(us_scope()).defects;
    REQUIRE(defects.size() == 2);
    CHECK(defects[0].missed == 0);
    CHECK(defects[1].missed == 1);
}

TEST_CASE_TEMPLATE("defects are sorted by key, and types by number", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    collection_commit commit = next_commit(*db);
    commit.rows = {open_defect("2", defect_type::chargeback), open_defect("1", defect_type::a_to_z_claim),
                   open_defect("1", defect_type::negative_feedback),
                   open_defect("1", defect_type::chargeback)};
    REQUIRE(db->commit_collection(commit));
    const auto defects = db->load_scope(us_scope()).defects;
    REQUIRE(defects.size() == 4);
    for (std::size_t i = 1; i < defects.size(); ++i)
        CHECK(defects[i - 1].key < defects[i].key);
}

TEST_CASE_TEMPLATE("the defects of a scope are those of its account and marketplace", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    report_scope elsewhere = us_scope();
    elsewhere.marketplace_id = "A1PA6795UKMFR9";
    for (const report_scope& scope : {us_scope(fulfillment::mfn), us_scope(fulfillment::afn), elsewhere}) {
        collection_commit commit = next_commit(*db, scope);
        commit.rows = {open_defect(std::string{name_of(scope.channel)} + scope.marketplace_id)};
        REQUIRE(db->commit_collection(commit));
    }
    CHECK(db->load_scope(us_scope(fulfillment::mfn)).defects.size() == 2);
    CHECK(db->load_scope(us_scope(fulfillment::all)).defects.size() == 2);
    CHECK(db->load_scope(elsewhere).defects.size() == 1);
}

TEST_CASE_TEMPLATE("a commit against an older version changes nothing", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk"});
    collection_commit late = next_commit(*db);
    late.rows = {open_defect("1")};
    late.events = {news("late", {"desk"})};
    late.files = {{.device = 1, .inode = 2, .modified_ns = 3, .size = 4}};
    late.rejected = "aa";
    late.speaker = source_record{.name = "acme-us", .failing_reason = "unreadable", .event_count = 1};
    REQUIRE(
        db->commit_collection(next_commit(*db, us_scope(fulfillment::afn))));  // same account and marketplace

    CHECK_FALSE(db->commit_collection(late));
    CHECK(db->load_scope(us_scope()).version == 1);
    CHECK(db->load_scope(us_scope()).defects.empty());
    CHECK(newest_events(*db, 9).empty());
    CHECK(db->seen_files({}).empty());
    CHECK(db->load_scope(us_scope()).rejected.empty());
    CHECK(db->load_source("acme-us").record == source_record{.name = "acme-us", .failing_reason = {}});
    CHECK(db->record_and_claim({}, claim_for({"desk"}, at(0))).claimed.empty());
}

TEST_CASE_TEMPLATE("a commit of another account or marketplace does not change the version", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    const collection_commit mine = next_commit(*db);
    report_scope other_account = us_scope();
    other_account.account = "other";
    REQUIRE(db->commit_collection(next_commit(*db, other_account)));
    CHECK(db->commit_collection(mine));
    CHECK(db->load_scope(us_scope()).version == 1);
}

TEST_CASE_TEMPLATE("an event whose id is stored already is skipped with its deliveries", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.set_subscribers({"desk", "audit"});
    db.emit({"a"}, {"desk"});
    collection_commit again = next_commit(*db);
    again.events = {news("a", {"desk", "audit"}, at(5)), news("b", {"audit"}), news("b", {"desk"})};
    again.events[0].event.body = "another body";
    REQUIRE(db->commit_collection(again));

    CHECK(names_of(newest_events(*db, 9)) == std::vector<std::string>{"b", "a"});
    CHECK(newest_events(*db, 9)[1].body == make_event("a").body);
    CHECK(names_of(db->record_and_claim({}, claim_for({"desk"}, at(9))).claimed) ==
          std::vector<std::string>{"a"});
    CHECK(names_of(db->record_and_claim({}, claim_for({"audit"}, at(9))).claimed) ==
          std::vector<std::string>{"b"});
}

TEST_CASE_TEMPLATE("an event is read back with every member", Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    db.emit({"z"}, {});
    db.emit({"a", "m"}, {}, at(1));
    CHECK(names_of(newest_events(*db, 2)) == std::vector<std::string>{"m", "a"});
    const event back = newest_events(*db, 1).front();
    const event ev = make_event("m", at(1));
    CHECK(back.type == ev.type);
    CHECK(back.at == ev.at);
    CHECK(back.body == ev.body);
    CHECK(back.account == ev.account);
    CHECK(back.marketplace_id == ev.marketplace_id);
    CHECK(back.channel == ev.channel);
    CHECK(back.type_of_defect == ev.type_of_defect);
}

TEST_CASE_TEMPLATE("files are remembered by scope until they are forgotten, and found by any of its parts",
                   Engine, DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    const std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();
    const file_mark one{.device = huge, .inode = huge - 1, .modified_ns = -1, .size = 0};
    const file_mark two{.device = 1, .inode = 2, .modified_ns = 3, .size = 4};
    report_scope german = us_scope(fulfillment::afn);
    german.marketplace_id = "A1PA6795UKMFR9";
    for (const report_scope& scope : {us_scope(), german}) {
        collection_commit commit = next_commit(*db, scope);
        commit.files = {one, two, two};
        REQUIRE(db->commit_collection(commit));
    }
    CHECK(db->seen_files({}).size() == 4);
    CHECK(db->seen_files({.account = "acme", .marketplace_id = {}, .channel = {}}).size() == 4);
    CHECK(db->seen_files({.account = "other", .marketplace_id = {}, .channel = {}}).empty());
    CHECK(db->seen_files({.account = {}, .marketplace_id = "A1PA6795UKMFR9", .channel = {}}).size() == 2);
    CHECK(db->seen_files({.account = {}, .marketplace_id = {}, .channel = fulfillment::afn}).size() == 2);
    CHECK(db->seen_files(parts_of(german)).size() == 2);

    db->forget_files(std::vector<scope_file>{{german, one}, {us_scope(fulfillment::all), one}});
    CHECK(db->seen_files(parts_of(german)) == std::vector<scope_file>{{german, two}});
    CHECK(db->seen_files(parts_of(us_scope())).size() == 2);
}

TEST_CASE_TEMPLATE("the last rejected reports of a scope are remembered, each once", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    const auto add_rejected = [&](const std::string& sha256) {
        collection_commit commit = next_commit(*db);
        commit.rejected = sha256;
        REQUIRE(db->commit_collection(commit));
    };
    const auto remembers = [&](const std::string& sha256) {
        const std::vector<std::string> rejected = db->load_scope(us_scope()).rejected;
        CHECK(rejected.size() <= max_rejected_reports);
        return std::ranges::count(rejected, sha256) == 1;
    };
    for (std::size_t number = 0; number < max_rejected_reports; ++number)
        add_rejected(std::to_string(number));
    CHECK(remembers("0"));
    add_rejected("0");
    CHECK(remembers("1"));
    add_rejected("one more");
    CHECK(remembers("0"));
    CHECK_FALSE(remembers("1"));
    REQUIRE(db->commit_collection(next_commit(*db)));
    CHECK(remembers("one more"));
    CHECK(db->load_scope(us_scope(fulfillment::afn)).rejected.empty());
}

TEST_CASE_TEMPLATE("a source is read as it was committed, with the scopes it collected last", Engine,
                   DEFECTD_STORE_ENGINES)
{
    const contract_store<Engine> db;
    CHECK(db->load_source("acme-us").record == source_record{.name = "acme-us", .failing_reason = {}});
    source_commit failing{.record = {.name = "acme-us", .failing_reason = "unreadable", .event_count = 3},
                          .events = {news("gone", {})},
                          .now = at(0)};
    db->commit_source(failing);
    CHECK(names_of(newest_events(*db, 9)) == std::vector<std::string>{"gone"});
    CHECK(db->load_source("acme-us").record == failing.record);
    CHECK(db->overview(at(0)).failing_sources == std::vector{failing.record});

    collection_commit commit = next_commit(*db);
    commit.speaker = source_record{.name = "acme-us", .failing_reason = {}, .event_count = 4};
    REQUIRE(db->commit_collection(commit));
    CHECK(db->load_source("acme-us").record == *commit.speaker);
    CHECK(db->load_source("acme-us").scopes == std::vector{us_scope()});
    CHECK(db->overview(at(0)).failing_sources.empty());
}

TEST_CASE_TEMPLATE("the folders of a source are read without those of another path or source", Engine,
                   DEFECTD_STORE_ENGINES)
{
    using paths = std::vector<std::string>;
    const contract_store<Engine> db;
    const auto commit = [&](const std::string& path, folder_change folders) {
        db->commit_source({.record = {.name = "all", .failing_reason = {}},
                           .events = {},
                           .path = path,
                           .folders = std::move(folders),
                           .now = at(0)});
    };
    CHECK(db->source_folders("all", "/{account}/*").empty());
    commit("/{account}/*", {.appeared = {"/acme", "/beta"}, .gone = {}});
    CHECK(db->source_folders("all", "/{account}/*") == paths{"/acme", "/beta"});
    CHECK(db->source_folders("another", "/{account}/*").empty());
    CHECK(db->source_folders("all", "/{account}/?").empty());
    commit("/{account}/*", {.appeared = {"/coma"}, .gone = {"/acme"}});
    CHECK(db->source_folders("all", "/{account}/*") == paths{"/beta", "/coma"});
    commit("/{account}/?", {});
    CHECK(db->source_folders("all", "/{account}/*") == paths{"/beta", "/coma"});
    commit("/{account}/?", {.appeared = {"/beta"}, .gone = {}});
    CHECK(db->source_folders("all", "/{account}/?") == paths{"/beta"});
    CHECK(db->source_folders("all", "/{account}/*").empty());
}

TEST_SUITE_END();
