// How fast the store is on this disk: collections committed, deliveries through settle.
//
//     store_bench [FOLDER]
//
// Makes its files in a new folder under FOLDER (default: the present one) and removes them.  Every
// figure stands beside the fdatasync latency of the same disk, without which it says nothing.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "defectd/store/sqlite.hpp"

namespace {

using namespace defectd;
using std::chrono::steady_clock;

constexpr int syncs_measured = 200;
constexpr int deliveries_a_batch_size = 20'000;
constexpr int commits_measured = 2'000;
constexpr std::size_t body_bytes = 1024;
constexpr timestamp start{std::chrono::milliseconds{1'700'000'000'000}};

double seconds_since(steady_clock::time_point begin)
{
    return std::chrono::duration<double>(steady_clock::now() - begin).count();
}

/// Removed with all that is in it.
class scratch_folder {
public:
    explicit scratch_folder(std::string path) : path_(path + "/store_bench.XXXXXX")
    {
        if (::mkdtemp(path_.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), path_);
    }
    ~scratch_folder() { std::filesystem::remove_all(path_); }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    [[nodiscard]] std::string file(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

private:
    std::string path_;
};

void measure_syncs(const scratch_folder& folder)
{
    const int descriptor = ::open(folder.file("syncs").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    std::vector<double> milliseconds;
    for (int i = 0; i < syncs_measured; ++i) {
        const auto begin = steady_clock::now();
        if (::write(descriptor, page.data(), page.size()) < 0 || ::fdatasync(descriptor) != 0)
            throw std::system_error(errno, std::generic_category(), "fdatasync");
        milliseconds.push_back(seconds_since(begin) * 1000);
    }
    ::close(descriptor);
    std::ranges::sort(milliseconds);
    fmt::print("fdatasync of 4 KiB: p50 {:.2f} ms, p99 {:.2f} ms ({} samples)\n",
               milliseconds[syncs_measured / 2], milliseconds[syncs_measured * 99 / 100], syncs_measured);
}

outbox_event make_news(int number, std::vector<std::string> subscribers)
{
    outbox_event news;
    news.told.id = fmt::format("evt_{:026}", static_cast<std::uint64_t>(number) * 2'654'435'761U);
    news.told.type = "defect.created";
    news.told.at = start;
    news.told.body = std::string(body_bytes, 'b');
    news.subscribers = std::move(subscribers);
    return news;
}

collection_commit make_commit(std::uint64_t version)
{
    collection_commit commit;
    commit.record.of = {.account = "acme", .marketplace_id = "ATVPDKIKX0DER", .channel = fulfillment::all};
    commit.record.source = "acme";
    commit.expected_version = version;
    commit.now = start;
    return commit;
}

void commit_or_stop(store& kept, const collection_commit& commit)
{
    if (!kept.commit_collection(commit))
        throw std::runtime_error("the bench commits against the wrong version");
}

void measure_commits(const scratch_folder& folder)
{
    const auto kept = open_sqlite_store(folder.file("commits.db"));
    const std::vector<std::string> names{"desk"};
    kept->set_subscribers(names, start);
    const auto begin = steady_clock::now();
    for (int i = 0; i < commits_measured; ++i) {
        collection_commit commit = make_commit(static_cast<std::uint64_t>(i));
        commit.events.push_back(make_news(i, names));
        commit_or_stop(*kept, commit);
    }
    fmt::print("commit_collection, one event and delivery each: {:.0f} commits/s\n",
               commits_measured / seconds_since(begin));
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
                         .failure = {}});
    return ended;
}

void measure_settling(const scratch_folder& folder, int batch)
{
    const int deliveries = std::min(deliveries_a_batch_size, batch * 2'000);
    const auto kept = open_sqlite_store(folder.file(fmt::format("settle{}.db", batch)));
    const std::vector<std::string> names{"desk"};
    kept->set_subscribers(names, start);
    collection_commit commit = make_commit(0);
    for (int i = 0; i < deliveries; ++i)
        commit.events.push_back(make_news(i, names));
    commit_or_stop(*kept, commit);

    const claim_request claim{.owner = "bench",
                              .now = start,
                              .lease = std::chrono::minutes{1},
                              .slots = {{.subscriber = "desk", .count = batch}}};
    int rounds = 0;
    const auto begin = steady_clock::now();
    settlement round = kept->settle({}, claim);
    for (; !round.claimed.empty(); ++rounds)
        round = kept->settle(all_delivered(round.claimed), claim);
    const double seconds = seconds_since(begin);
    fmt::print("settle, batches of {:3}: {:6.0f} deliveries/s ({} in {} rounds)\n", batch,
               deliveries / seconds, deliveries, rounds);
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        const scratch_folder folder{argc > 1 ? argv[1] : "."};
        measure_syncs(folder);
        measure_commits(folder);
        for (const int batch : {1, 16, 64, 256})
            measure_settling(folder, batch);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        fmt::print(stderr, "store_bench: {}\n", error.what());
        return EXIT_FAILURE;
    }
}
