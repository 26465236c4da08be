#include "sqlite/sqlite_store.hpp"

#include <algorithm>

#include "sqlite/transaction.hpp"

namespace defectd::sqlite {
namespace {

/// Returns how many defects are written at once.  A defect takes its own row, the event, and a delivery per subscriber.
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

void sqlite_store::take_over()
{
    // The leases of a process that ended: only one process at a time has the database open.
    in_transaction(*database_, [&] { queue_.void_all_leases(); });
    for (const report_scope& left : unwritten_.markets())
        write_out_all(left);
}

void sqlite_store::set_subscribers(std::span<const subscriber_setup> subscribers, timestamp now)
{
    in_transaction(*database_, [&] {
        // Deliveries that waited while the subscriber was disabled go to its new URL at once.
        for (const std::string& enabled : subscribers_.set(subscribers, now))
            outbox_.make_due(enabled, now);
        heads_.all_changed();
    });
}

std::vector<subscriber_state> sqlite_store::subscriber_states()
{
    return in_transaction(*database_, [&] { return subscribers_.states(); });
}

scope_memory sqlite_store::load_scope(const report_scope& scope)
{
    // A large collection of the account that is only partly written out would make a snapshot of two reports.
    write_out_all(scope);
    return in_transaction(*database_, [&] {
        const market_row market = scopes_.find_market(scope).value_or(market_row{});
        scope_memory memory{.record = scopes_.load(market.id, scope),
                            .defects = snapshot_.load(market.id),
                            .version = market.version,
                            .rejected = failures_.rejected(market.id, scope.channel)};
        return memory;
    });
}

scope_memory sqlite_store::load_scope_record(const report_scope& scope)
{
    return in_transaction(*database_, [&] {
        const market_row market = scopes_.find_market(scope).value_or(market_row{});
        scope_memory memory{.record = scopes_.load(market.id, scope),
                            .defects = {},
                            .version = market.version,
                            .rejected = failures_.rejected(market.id, scope.channel)};
        return memory;
    });
}

bool sqlite_store::commit_collection(const collection_commit& commit)
{
    write_out_all(commit.record.scope);
    transaction whole{*database_};
    const market_row market = scopes_.find_market(commit.record.scope).value_or(market_row{});
    // The transaction has the write lock since it began, so the version cannot change between this and the
    // commit.
    if (market.version != commit.expected_version)
        return false;
    write_collection(commit);
    whole.commit();
    return true;
}

void sqlite_store::write_collection(const collection_commit& commit)
{
    // The state of the scope, then its events, its defects, and the marks that keep the report from being
    // read again.
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
    if (!commit.rejected.empty())
        failures_.add_rejected(market, commit.record.scope.channel, commit.rejected);
    if (commit.speaker)
        failures_.write(*commit.speaker);
}

/// The bodies of the events are made here, so that a large collection stores changes instead of bodies until
/// then.
void sqlite_store::write_news(const defect_news& news)
{
    for (const routed_change& entry : news.changes)
        emit_event({make_defect_event(entry.change, news.facts), news.audiences.at(entry.audience)},
                   news.facts.now);
}

bool sqlite_store::write_out(const report_scope& scope)
{
    transaction whole{*database_};
    // Of the account, whatever the marketplace: subscribers in order get its events in the order of the commits.
    const std::vector<report_scope> markets = unwritten_.markets();
    const auto next = std::ranges::find(markets, scope.account, &report_scope::account);
    if (next == markets.end())
        return false;
    const std::int64_t market = scopes_.find_market(*next)->id;
    const unwritten_collection left = *unwritten_.find(market, *next);
    const unwritten_piece piece = unwritten_.take(left, rows_at_once(left.news, max_writes_at_once_));
    // The rows that were taken and their events are in one transaction: a crash neither loses nor repeats an
    // event.
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

void sqlite_store::emit_event(const outbox_event& news, timestamp now)
{
    const std::optional<std::int64_t> seq = event_log_.add(news.event);
    // The event is stored already, and so are its deliveries.
    if (!seq)
        return;
    for (const std::string& subscriber : news.subscribers)
        outbox_.add(*seq, subscriber, now);
}

std::vector<scope_file> sqlite_store::seen_files(const scope_parts& scope)
{
    return in_transaction(*database_, [&] { return files_.load(scope); });
}

void sqlite_store::forget_files(std::span<const scope_file> files)
{
    in_transaction(*database_, [&] {
        for (const scope_file& file : files)
            if (const auto market = scopes_.find_market(file.scope))
                files_.forget(market->id, file.scope.channel, file.mark);
    });
}

source_memory sqlite_store::load_source(const std::string& name)
{
    return in_transaction(*database_, [&] { return failures_.source(name); });
}

void sqlite_store::commit_source(const source_commit& commit)
{
    in_transaction(*database_, [&] {
        failures_.write(commit.record);
        if (!commit.folders.is_empty())
            failures_.write_folders(commit.record.name, commit.path, commit.folders);
        for (const outbox_event& news : commit.events)
            emit_event(news, commit.now);
    });
}

std::vector<std::string> sqlite_store::source_folders(const std::string& name, const std::string& path)
{
    return in_transaction(*database_, [&] { return failures_.folders(name, path); });
}

claim_result sqlite_store::record_and_claim(const round_results& results, const claim_request& claim)
{
    claim_result result = in_transaction(*database_, [&] {
        claim_result round;
        // 1. Results first: a finished delivery unblocks the next one of its group.
        round.lost_leases = record(results);
        // 2. Deliveries whose lease expired can be claimed below.
        queue_.end_leases(claim.now, claim.owner);
        for (const subscriber_slots& wanted : claim.slots)
            queue_.claim(wanted, claim, round.claimed);
        // 3. The heads as they are after the claims.
        round.heads = heads_.read();
        return round;
    });
    heads_.clear_changes();  // only now: what a rollback took back must be read again
    return result;
}

/// Records attempts and health.  A delivery whose lease had ended causes no event: another attempt decides about it.
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
    in_transaction(*database_, [&] { outbox_.make_due(subscriber, now); });
}

std::vector<redeliver_result> sqlite_store::redeliver(std::span<const std::int64_t> deliveries, timestamp now)
{
    return in_transaction(*database_, [&] {
        std::vector<redeliver_result> results;
        for (const std::int64_t delivery : deliveries)
            results.push_back(outbox_.redeliver(delivery, now));
        return results;
    });
}

std::vector<numbered_event> sqlite_store::events_after(std::int64_t seq, timestamp since, std::size_t max)
{
    return in_transaction(*database_, [&] { return event_log_.after(seq, since, max); });
}

std::size_t sqlite_store::recover(const std::string& subscriber, std::span<const std::int64_t> seqs,
                                  recover_scope which, timestamp now)
{
    return in_transaction(*database_, [&] {
        std::size_t due = 0;
        for (const std::int64_t seq : seqs)
            if (outbox_.recover(subscriber, seq, which, now))
                ++due;
        return due;
    });
}

std::vector<delivery_record> sqlite_store::deliveries(const list_filter& filter)
{
    return in_transaction(*database_, [&] { return lists_.deliveries(filter); });
}

std::optional<delivery_history> sqlite_store::find_delivery(std::int64_t id)
{
    return in_transaction(*database_, [&] { return lists_.find_delivery(id); });
}

std::vector<numbered_event> sqlite_store::events(const list_filter& filter)
{
    return in_transaction(*database_, [&] { return lists_.events(filter); });
}

std::optional<numbered_event> sqlite_store::find_event(const std::string& id)
{
    return in_transaction(*database_, [&] { return event_log_.find(id); });
}

store_overview sqlite_store::overview(timestamp now)
{
    return in_transaction(*database_, [&] {
        // One transaction: the counts and the failing sources are those of the same moment.
        store_overview seen = overview_.look(now);
        seen.failing_sources = failures_.failing_sources();
        return seen;
    });
}

std::size_t sqlite_store::prune(timestamp now, duration retention, std::size_t max_rows)
{
    return in_transaction(*database_,
                          [&] { return pruning_.forget(now - retention, now - closed_memory, max_rows); });
}

}  // namespace defectd::sqlite
