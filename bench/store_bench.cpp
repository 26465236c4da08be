// How fast the store is on this disk: collections committed, deliveries through record_and_claim.
//
//     store_bench [FOLDER]
//
// Makes its files in a new folder under FOLDER (default: the present one) and removes them.  Every
// figure stands beside the fdatasync latency of the same disk, without which it says nothing.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "defectd/store/sqlite.hpp"
#include "disk.hpp"
#include "figures.hpp"

namespace {

using namespace defectd;
using namespace defectd::bench;
using std::chrono::steady_clock;

constexpr int deliveries_per_batch_size = 20'000;
constexpr int commits_measured = 2'000;
constexpr std::size_t body_bytes = 1024;
constexpr timestamp start{std::chrono::milliseconds{1'700'000'000'000}};

double seconds_since(steady_clock::time_point begin)
{
    return std::chrono::duration<double>(steady_clock::now() - begin).count();
}

outbox_event make_news(int number, std::vector<std::string> subscribers)
{
    outbox_event news;
    news.event.id = fmt::format("evt_{:026}", static_cast<std::uint64_t>(number) * 2'654'435'761U);
    news.event.type = "defect.created";
    news.event.at = start;
    news.event.body = std::string(body_bytes, 'b');
    news.subscribers = std::move(subscribers);
    return news;
}

collection_commit make_commit(std::uint64_t version)
{
    collection_commit commit;
    commit.record.scope = {.account = "acme", .marketplace_id = "ATVPDKIKX0DER", .channel = fulfillment::all};
    commit.record.source = "acme";
    commit.expected_version = version;
    commit.now = start;
    return commit;
}

void commit_or_stop(store& db, const collection_commit& commit)
{
    if (!db.commit_collection(commit))
        throw std::runtime_error("the bench commits against the wrong version");
}

void measure_commits(const scratch_folder& folder)
{
    const auto db = open_sqlite_store(folder.file("commits.db"));
    const std::vector<std::string> names{"desk"};
    const std::vector<subscriber_setup> setups{{"desk", "", false}};
    db->set_subscribers(setups, start);
    const auto begin = steady_clock::now();
    for (int i = 0; i < commits_measured; ++i) {
        collection_commit commit = make_commit(static_cast<std::uint64_t>(i));
        commit.events.push_back(make_news(i, names));
        commit_or_stop(*db, commit);
    }
    print_figure("commit_collection, one event each",
                 fmt::format("{:.0f}/s", commits_measured / seconds_since(begin)));
}

std::vector<attempt_record> all_delivered(const std::vector<claimed_delivery>& claimed)
{
    std::vector<attempt_record> ended;
    for (const claimed_delivery& each : claimed)
        ended.push_back({.delivery = each.id,
                         .token = each.token,
                         .next = delivery_state::delivered,
                         .due_at = {},
                         .counts = true,
                         .started_at = start,
                         .ended_at = start,
                         .status = 200,
                         .failure = {},
                         .message_id = {},
                         .event = {}});
    return ended;
}

void measure_rounds(const scratch_folder& folder, int batch)
{
    const int deliveries = std::min(deliveries_per_batch_size, batch * 2'000);
    const auto db = open_sqlite_store(folder.file(fmt::format("claims{}.db", batch)));
    const std::vector<std::string> names{"desk"};
    const std::vector<subscriber_setup> setups{{"desk", "", false}};
    db->set_subscribers(setups, start);
    collection_commit commit = make_commit(0);
    for (int i = 0; i < deliveries; ++i)
        commit.events.push_back(make_news(i, names));
    commit_or_stop(*db, commit);

    const claim_request claim{.owner = "bench",
                              .now = start,
                              .lease = std::chrono::minutes{1},
                              .slots = {{.subscriber = "desk", .count = batch}}};
    int rounds = 0;
    const auto begin = steady_clock::now();
    claim_result round = db->record_and_claim({.attempts = {}, .subscribers = {}, .now = start}, claim);
    for (; !round.claimed.empty(); ++rounds)
        round = db->record_and_claim(
            {.attempts = all_delivered(round.claimed), .subscribers = {}, .now = start}, claim);
    const double seconds = seconds_since(begin);
    print_figure(fmt::format("record and claim, {} at a time", batch),
                 fmt::format("{:.0f} deliveries/s in {} rounds", deliveries / seconds, rounds));
}

void measure_store(const std::vector<std::string>& arguments)
{
    const scratch_folder folder(arguments.empty() ? "." : arguments.front());
    const sync_latency syncs = measure_syncs(folder);
    print_figure("fdatasync of 4 KiB", fmt::format("p50 {:.2f} ms, p99 {:.2f} ms", syncs.p50, syncs.p99));
    show_progress("collections");
    measure_commits(folder);
    for (const int batch : {1, 16, 64, 256}) {
        show_progress("recording and claiming");
        measure_rounds(folder, batch);
    }
}

}  // namespace

int main(int argument_count, char** arguments)
{
    return run_benchmark(measure_store, argument_count, arguments);
}
