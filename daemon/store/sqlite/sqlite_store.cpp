#include "sqlite/sqlite_store.hpp"

#include <algorithm>

#include "defectd/store/sqlite.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

std::optional<timestamp> earlier(std::optional<timestamp> a, std::optional<timestamp> b)
{
    if (a && b)
        return std::min(*a, *b);
    return a ? a : b;
}

}  // namespace

sqlite_store::sqlite_store(std::unique_ptr<connection> database)
    : database_(std::move(database)), scopes_(*database_), snapshot_(*database_), files_(*database_),
      events_(*database_), subscribers_(*database_), queue_(*database_), overview_(*database_),
      pruning_(*database_)
{
}

void sqlite_store::take_over(const std::string&, timestamp)
{
    transaction whole{*database_};
    queue_.void_all_leases();
    whole.commit();
}

void sqlite_store::set_subscribers(std::span<const std::string> names, timestamp now)
{
    transaction whole{*database_};
    subscribers_.set(names, now);
    whole.commit();
}

scope_memory sqlite_store::load_scope(const scope& of)
{
    transaction whole{*database_};
    const market_row market = scopes_.find_market(of).value_or(market_row{});
    scope_memory memory{.record = scopes_.load(market.id, of),
                        .defects = snapshot_.load(market.id),
                        .version = market.version};
    whole.commit();
    return memory;
}

bool sqlite_store::commit_collection(const collection_commit& commit)
{
    transaction whole{*database_};
    const market_row market = scopes_.find_market(commit.record.of).value_or(market_row{});
    if (market.version != commit.expected_version)
        return false;
    write_collection(commit);
    whole.commit();
    return true;
}

void sqlite_store::write_collection(const collection_commit& commit)
{
    const std::int64_t market = scopes_.advance_market(commit.record.of);
    scopes_.write(market, commit.record);
    snapshot_.write(market, commit.rows);
    for (const outbox_event& news : commit.events)
        events_.tell(news, commit.now);
    if (commit.file)
        files_.add(commit.record.source, *commit.file);
}

std::vector<file_mark> sqlite_store::seen_files(const std::string& source)
{
    transaction whole{*database_};
    std::vector<file_mark> files = files_.load(source);
    whole.commit();
    return files;
}

void sqlite_store::remember_files(const std::string& source, std::span<const file_mark> add,
                                  std::span<const file_mark> forget)
{
    transaction whole{*database_};
    for (const file_mark& file : forget)
        files_.forget(source, file);
    for (const file_mark& file : add)
        files_.add(source, file);
    whole.commit();
}

settlement sqlite_store::settle(std::span<const attempt_record> ended, const claim_request& claim)
{
    transaction whole{*database_};
    settlement answer;
    delivered_counts delivered;
    for (const attempt_record& attempt : ended)
        if (!queue_.record(attempt, delivered))
            answer.lost_leases.push_back(attempt.delivery);
    queue_.add_to_tallies(delivered);
    queue_.end_leases(claim.now, claim.owner);
    for (free_slots wanted : claim.slots) {
        wanted.count = std::min(wanted.count, claim.most - static_cast<int>(answer.claimed.size()));
        queue_.claim(wanted, claim, answer.claimed);
        answer.next_due = earlier(answer.next_due, queue_.next_due(wanted.subscriber, claim.now));
    }
    whole.commit();
    return answer;
}

store_overview sqlite_store::overview(timestamp now)
{
    transaction whole{*database_};
    store_overview seen = overview_.look(now);
    whole.commit();
    return seen;
}

std::vector<event> sqlite_store::recent_events(std::size_t most)
{
    transaction whole{*database_};
    std::vector<event> events = events_.recent(most);
    whole.commit();
    return events;
}

std::size_t sqlite_store::prune(timestamp now, duration retention, std::size_t most_rows)
{
    transaction whole{*database_};
    const std::size_t gone = pruning_.forget(now - retention, now - closed_memory, most_rows);
    whole.commit();
    return gone;
}

}  // namespace defectd::sqlite

namespace defectd {

std::unique_ptr<store> open_sqlite_store(const std::string& path)
{
    return std::make_unique<sqlite::sqlite_store>(
        sqlite::open_database(path, sqlite::connection_options{}, sqlite::released_migrations()));
}

std::string_view sqlite_version() noexcept
{
    return sqlite3_libversion();
}

}  // namespace defectd
