#include "sqlite/migrations.hpp"

#include <doctest/doctest.h>

#include "contract/samples.hpp"
#include "defectd/store/sqlite.hpp"
#include "sqlite/opening.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
using namespace defectd::samples;

namespace {

/// What a build of 0.1.0 left: one scope of a source with a fixed path, two phantoms of folders, and files by source.
constexpr const char* left_by_an_earlier_build = R"sql(
DROP TABLE scope_files;
DROP TABLE refused_reports;
DROP TABLE sources;
DROP TABLE source_folders;
CREATE TABLE seen_files (
    source TEXT NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL, PRIMARY KEY (source, device, inode, size, modified_ns)) STRICT, WITHOUT ROWID;
INSERT INTO seen_files VALUES ('fixed', 1, 2, 3, 4), ('gone', 5, 6, 7, 8);
INSERT INTO markets VALUES (1, 'acme', 'ATVPDKIKX0DER', 3), (2, '', 'ATVPDKIKX0DER', 1), (3, '', '', 1);
INSERT INTO scopes VALUES (1, 'MFN', 'fixed', 1, NULL, 0, 9, '1.csv', 10, 'html', 'aa', 1),
    (1, 'ALL', 'by channel', 0, NULL, 0, NULL, NULL, NULL, 'unreadable', '', 1),
    (2, 'MFN', 'by account', 0, NULL, 0, NULL, NULL, NULL, 'unreadable', '', 1),
    (3, 'ALL', 'by all', 0, NULL, 0, NULL, NULL, NULL, 'unreadable', '', 1);
)sql";

/// The names that builds of 0.1.0 gave.
constexpr const char* with_earlier_names = R"sql(
ALTER TABLE scopes RENAME COLUMN event_count TO told;
ALTER TABLE sources RENAME COLUMN event_count TO told;
ALTER TABLE subscribers RENAME COLUMN disable_count TO disablings;
ALTER TABLE deliveries RENAME COLUMN resend_count TO round;
ALTER TABLE deliveries RENAME COLUMN ordering_key TO line;
ALTER TABLE deliveries RENAME COLUMN blocked TO waits;
ALTER TABLE attempts RENAME COLUMN message_id TO message;
DROP INDEX ordered_deliveries;
CREATE INDEX delivery_lines ON deliveries (subscriber, line, waits, id, due_at, state)
    WHERE line IS NOT NULL AND state IN ('pending', 'in_flight');
DROP TRIGGER event_added;
CREATE TRIGGER event_told AFTER INSERT ON events BEGIN
    UPDATE tallies SET events = events + 1;
END;
)sql";

}  // namespace

TEST_SUITE_BEGIN("store/repair");

TEST_CASE("scopes made of a folder are removed, files and rejected reports belong to scopes")
{
    const temporary_folder folder;
    {
        const auto database =
            sqlite::open_database(folder.file("defectd.db"), {}, sqlite::released_migrations());
        database->execute(left_by_an_earlier_build);
    }
    for (int start = 0; start < 2; ++start) {
        const auto db = open_sqlite_store(folder.file("defectd.db"));
        const auto scopes = db->overview(at(0)).scopes;
        REQUIRE(scopes.size() == 1);
        CHECK(scopes[0].record.scope == us_scope(fulfillment::mfn));
        CHECK(db->load_scope(us_scope(fulfillment::mfn)).rejected == std::vector<std::string>{"aa"});
        const file_mark read{.device = 1, .inode = 2, .modified_ns = 4, .size = 3};
        CHECK(db->seen_files({}) == std::vector<scope_file>{{us_scope(fulfillment::mfn), read}});
    }
}

TEST_CASE("a scope without names is deleted at every start")
{
    const temporary_folder folder;
    static_cast<void>(open_sqlite_store(folder.file("defectd.db")));
    {
        const auto database =
            sqlite::open_database(folder.file("defectd.db"), {}, sqlite::released_migrations());
        database->execute(
            "INSERT INTO markets VALUES (1, 'acme', '', 1);"
            "INSERT INTO scopes VALUES (1, 'MFN', 'x', 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0)");
    }
    CHECK(open_sqlite_store(folder.file("defectd.db"))->overview(at(0)).scopes.empty());
}

TEST_CASE(
    "a database with the column names of an earlier build keeps its deliveries, in order and counted once")
{
    const temporary_folder folder;
    {
        const auto db = open_sqlite_store(folder.file("defectd.db"));
        set_in_order(*db, "desk");
        emit(*db, {"a", "b"}, {"desk"}, at(1));
    }
    {
        const auto database =
            sqlite::open_database(folder.file("defectd.db"), {}, sqlite::released_migrations());
        database->execute(with_earlier_names);
    }
    for (int start = 0; start < 2; ++start) {
        const auto db = open_sqlite_store(folder.file("defectd.db"));
        const std::string_view name = start == 0 ? "c" : "d";
        emit(*db, {name}, {"desk"}, at(2));
        CHECK(db->overview(at(3)).events == 3U + static_cast<unsigned>(start));
    }
    const auto db = open_sqlite_store(folder.file("defectd.db"));
    for (const std::string name : {"a", "b", "c", "d"})
        CHECK(deliver_all(*db, "desk", at(3)) == std::vector{name});
}

TEST_SUITE_END();
