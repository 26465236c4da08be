#include "sqlite/sqlite_store.hpp"

#include <algorithm>
#include <filesystem>

#include "defectd/store/sqlite.hpp"
#include "folder_owner.hpp"
#include "lock_text.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

/// A defect that is told of takes its own row, the event, and a delivery for each of the audience.
std::size_t rows_at_once(const defect_news& news, std::size_t max_writes)
{
    std::size_t max_heard = 0;
    for (const auto& audience : news.audiences)
        max_heard = std::max(max_heard, audience.size());
    return std::max<std::size_t>(1, max_writes / (2 + max_heard));
}

}  // namespace

sqlite_store::sqlite_store(std::unique_ptr<connection> database, std::size_t max_writes_at_once)
    : database_(std::move(database)), scopes_(*database_), snapshot_(*database_), unwritten_(*database_),
      files_(*database_), failures_(*database_), event_log_(*database_), heads_(*database_),
      ordered_(*database_), subscribers_(*database_, ordered_), outbox_(*database_, ordered_, heads_),
      queue_(*database_, ordered_, heads_), lists_(*database_), overview_(*database_), pruning_(*database_),
      max_writes_at_once_(max_writes_at_once)
{
}

void sqlite_store::take_over(const std::string&, timestamp)
{
    {
        transaction whole{*database_};
        queue_.void_all_leases();
        whole.commit();
    }
    for (const report_scope& left : unwritten_.markets())
        write_out_all(left);
}

void sqlite_store::set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now)
{
    transaction whole{*database_};
    for (const std::string& enabled : subscribers_.set(subscribers, now))
        outbox_.make_due(enabled, now);
    heads_.all_changed();
    whole.commit();
}

std::vector<subscriber_state> sqlite_store::subscriber_states()
{
    transaction whole{*database_};
    std::vector<subscriber_state> states = subscribers_.states();
    whole.commit();
    return states;
}

scope_memory sqlite_store::load_scope(const report_scope& scope)
{
    write_out_all(scope);
    transaction whole{*database_};
    const market_row market = scopes_.find_market(scope).value_or(market_row{});
    scope_memory memory{.record = scopes_.load(market.id, scope),
                        .defects = snapshot_.load(market.id),
                        .version = market.version,
                        .refused = failures_.refused(market.id, scope.channel)};
    whole.commit();
    return memory;
}

scope_memory sqlite_store::load_scope_record(const report_scope& scope)
{
    transaction whole{*database_};
    const market_row market = scopes_.find_market(scope).value_or(market_row{});
    scope_memory memory{.record = scopes_.load(market.id, scope),
                        .defects = {},
                        .version = market.version,
                        .refused = failures_.refused(market.id, scope.channel)};
    whole.commit();
    return memory;
}

bool sqlite_store::commit_collection(const collection_commit& commit)
{
    write_out_all(commit.record.scope);
    transaction whole{*database_};
    const market_row market = scopes_.find_market(commit.record.scope).value_or(market_row{});
    if (market.version != commit.expected_version)
        return false;
    write_collection(commit);
    whole.commit();
    return true;
}

void sqlite_store::write_collection(const collection_commit& commit)
{
    const std::int64_t market = scopes_.advance_market(commit.record.scope);
    scopes_.write(market, commit.record);
    for (const outbox_event& news : commit.events)
        emit_event(news, commit.now);
    if (commit.rows.size() > rows_at_once(commit.news, max_writes_at_once_)) {
        unwritten_.add(market, commit.rows, commit.news);
    } else {
        snapshot_.write(market, commit.rows);
        write_news(commit.news);
    }
    for (const file_mark& file : commit.files)
        files_.add(market, commit.record.scope.channel, file);
    if (!commit.refused.empty())
        failures_.refuse(market, commit.record.scope.channel, commit.refused);
    if (commit.speaker)
        failures_.write(*commit.speaker);
}

void sqlite_store::write_news(const defect_news& news)
{
    for (const routed_change& entry : news.changes)
        emit_event({make_defect_event(entry.change, news.facts), news.audiences.at(entry.audience)},
                   news.facts.now);
}

bool sqlite_store::write_out(const report_scope& scope)
{
    transaction whole{*database_};
    // Of the account, whatever the marketplace: subscribers in order are told of an account in the order of commits.
    const std::vector<report_scope> markets = unwritten_.markets();
    const auto next = std::ranges::find(markets, scope.account, &report_scope::account);
    if (next == markets.end())
        return false;
    const std::int64_t market = scopes_.find_market(*next)->id;
    const unwritten_collection left = *unwritten_.find(market, *next);
    const unwritten_piece piece = unwritten_.take(left, rows_at_once(left.news, max_writes_at_once_));
    snapshot_.write(market, piece.rows);
    write_news(piece.news);
    whole.commit();
    return true;
}

void sqlite_store::write_out_all(const report_scope& scope)
{
    while (write_out(scope)) {
    }
}

/// An event that is known is not told again, nor are its deliveries.
void sqlite_store::emit_event(const outbox_event& news, timestamp now)
{
    const std::optional<std::int64_t> seq = event_log_.add(news.event);
    if (!seq)
        return;
    for (const std::string& subscriber : news.subscribers)
        outbox_.add(*seq, subscriber, now);
}

std::vector<scope_file> sqlite_store::seen_files(const scope_parts& scope)
{
    transaction whole{*database_};
    std::vector<scope_file> files = files_.load(scope);
    whole.commit();
    return files;
}

void sqlite_store::forget_files(std::span<const scope_file> files)
{
    transaction whole{*database_};
    for (const scope_file& file : files)
        if (const auto market = scopes_.find_market(file.scope))
            files_.forget(market->id, file.scope.channel, file.mark);
    whole.commit();
}

source_memory sqlite_store::load_source(const std::string& name)
{
    transaction whole{*database_};
    source_memory memory = failures_.source(name);
    whole.commit();
    return memory;
}

void sqlite_store::commit_source(const source_commit& commit)
{
    transaction whole{*database_};
    failures_.write(commit.record);
    if (!commit.folders.is_empty())
        failures_.write_folders(commit.record.name, commit.path, commit.folders);
    for (const outbox_event& news : commit.events)
        emit_event(news, commit.now);
    whole.commit();
}

std::vector<std::string> sqlite_store::source_folders(const std::string& name, const std::string& path)
{
    transaction whole{*database_};
    std::vector<std::string> folders = failures_.folders(name, path);
    whole.commit();
    return folders;
}

claim_result sqlite_store::record_and_claim(const round_results& results, const claim_request& claim)
{
    transaction whole{*database_};
    claim_result result;
    result.lost_leases = record(results);
    queue_.end_leases(claim.now, claim.owner);
    for (const subscriber_slots& wanted : claim.slots)
        queue_.claim(wanted, claim, result.claimed);
    result.heads = heads_.read();
    whole.commit();
    heads_.clear_changes();
    return result;
}

/// Gives the deliveries whose lease was lost; about them nothing is told.
std::vector<std::int64_t> sqlite_store::record(const round_results& results)
{
    std::vector<std::int64_t> lost;
    delivered_counts delivered;
    for (const attempt_record& attempt : results.attempts)
        if (!queue_.record(attempt, delivered))
            lost.push_back(attempt.delivery);
        else if (attempt.event)
            emit_event(*attempt.event, results.now);
    queue_.add_to_tallies(delivered);
    for (const health_change& change : results.subscribers)
        if (subscribers_.keep(change.state) && change.event)
            emit_event(*change.event, results.now);
    return lost;
}

void sqlite_store::make_due(const std::string& subscriber, timestamp now)
{
    transaction whole{*database_};
    outbox_.make_due(subscriber, now);
    whole.commit();
}

std::vector<redeliver_result> sqlite_store::redeliver(std::span<const std::int64_t> deliveries, timestamp now)
{
    transaction whole{*database_};
    std::vector<redeliver_result> results;
    for (const std::int64_t delivery : deliveries)
        results.push_back(outbox_.redeliver(delivery, now));
    whole.commit();
    return results;
}

std::vector<numbered_event> sqlite_store::events_after(std::int64_t seq, timestamp since, std::size_t max)
{
    transaction whole{*database_};
    std::vector<numbered_event> events = event_log_.after(seq, since, max);
    whole.commit();
    return events;
}

std::size_t sqlite_store::recover(const std::string& subscriber, std::span<const std::int64_t> seqs,
                                  recover_scope which, timestamp now)
{
    transaction whole{*database_};
    std::size_t due = 0;
    for (const std::int64_t seq : seqs)
        if (outbox_.recover(subscriber, seq, which, now))
            ++due;
    whole.commit();
    return due;
}

std::vector<delivery_record> sqlite_store::deliveries(const list_filter& filter)
{
    transaction whole{*database_};
    std::vector<delivery_record> page = lists_.deliveries(filter);
    whole.commit();
    return page;
}

std::optional<delivery_history> sqlite_store::find_delivery(std::int64_t id)
{
    transaction whole{*database_};
    std::optional<delivery_history> found = lists_.find_delivery(id);
    whole.commit();
    return found;
}

std::vector<numbered_event> sqlite_store::events(const list_filter& filter)
{
    transaction whole{*database_};
    std::vector<numbered_event> page = lists_.events(filter);
    whole.commit();
    return page;
}

std::optional<numbered_event> sqlite_store::find_event(const std::string& id)
{
    transaction whole{*database_};
    std::optional<numbered_event> found = event_log_.find(id);
    whole.commit();
    return found;
}

store_overview sqlite_store::overview(timestamp now)
{
    transaction whole{*database_};
    store_overview seen = overview_.look(now);
    seen.failing_sources = failures_.failing_sources();
    whole.commit();
    return seen;
}

std::vector<event> sqlite_store::recent_events(std::size_t max)
{
    transaction whole{*database_};
    std::vector<event> events = event_log_.recent(max);
    whole.commit();
    return events;
}

std::size_t sqlite_store::prune(timestamp now, duration retention, std::size_t max_rows)
{
    transaction whole{*database_};
    const std::size_t gone = pruning_.forget(now - retention, now - closed_memory, max_rows);
    whole.commit();
    return gone;
}

}  // namespace defectd::sqlite

namespace defectd {

std::unique_ptr<store> open_sqlite_store(const std::string& path)
{
    auto database = sqlite::open_database(path, sqlite::connection_options{}, sqlite::released_migrations());
    sqlite::repair(*database);
    return std::make_unique<sqlite::sqlite_store>(std::move(database));
}

std::unique_ptr<store> open_state(state_lock& lock, random_source& random)
{
    constexpr const char* name = "defectd.db";
    if (lock.database_id().empty())
        make_for_folder_owner(lock.state_directory(), name);
    auto database = sqlite::open_database(lock.state_directory() + '/' + name, {},
                                          sqlite::released_migrations(), lock.database_id());
    sqlite::repair(*database);
    lock.remember_database(sqlite::identity_of(*database, random));
    return std::make_unique<sqlite::sqlite_store>(std::move(database));
}

bool had_database(const std::string& state_directory)
{
    std::error_code ignored;
    return std::filesystem::exists(state_directory + "/defectd.db", ignored) ||
           !id_in_lock_file(state_directory).empty();
}

std::string_view sqlite_version() noexcept
{
    return sqlite3_libversion();
}

}  // namespace defectd
