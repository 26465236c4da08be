#include "outbox.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "defectd/dispatch/dispatcher.hpp"
#include "defectd/http/client.hpp"
#include "defectd/store/sqlite.hpp"
#include "defectd/store/subscribers.hpp"

namespace defectd::bench {
namespace {

const report_scope bench_scope{"acme", "ATVPDKIKX0DER", fulfillment::mfn};
constexpr timestamp event_time{std::chrono::milliseconds{1'790'000'000'000}};

event defect_event(int number)
{
    defect_change change;
    change.defect.key = {fmt::format("114-{:07}-{:07}", number, number), defect_type::a_to_z_claim};
    change.defect.scope_channel = fulfillment::mfn;
    change.defect.order_date = date_of(event_time) - std::chrono::days{30};
    change.defect.value = "X";
    change.defect.channel = fulfillment::mfn;
    change.defect.first_seen_at = event_time;
    collection_facts facts;
    facts.scope = bench_scope;
    facts.source = "order-defects";
    facts.report_sha256 = std::string(64, 'a');
    facts.collected_at = event_time;
    facts.rows = 60'000;
    facts.days = window_on(date_of(event_time), facts.rule);
    facts.now = event_time;
    return make_defect_event(change, facts);
}

/// Does what the real client does, and tells how many answers have come.
class counted_client final : public http_client {
public:
    counted_client(http_client& real, std::function<void(int)> on_answer)
        : real_(real), on_answer_(std::move(on_answer))
    {
    }

    [[nodiscard]] task<post_outcome> post(const post_request& request) override
    {
        post_outcome outcome = co_await real_.post(request);
        on_answer_(++answers_);
        co_return outcome;
    }

private:
    http_client& real_;
    int answers_ = 0;
    std::function<void(int)> on_answer_;
};

/// Like a daemon that runs at level info.
class quiet_log final : public log_sink {
public:
    void write(log_level level, std::string_view message, std::initializer_list<log_field>) override
    {
        if (level > log_level::info)
            throw std::runtime_error("defectd is not content: " + std::string(message));
    }
    [[nodiscard]] bool takes(log_level) const noexcept override { return false; }
};

}  // namespace

std::string usual_body()
{
    return defect_event(0).body;
}

full_outbox::full_outbox(const std::string& database, const outbox_shape& shape, std::uint16_t port)
    : shape_(shape), store_(open_sqlite_store(database))
{
    for (int number = 0; number < shape.subscribers; ++number) {
        subscriber_config& subscriber = subscribers_.emplace_back();
        subscriber.name = fmt::format("bench-{}", number);
        subscriber.url = {
            .tls = false, .host = "127.0.0.1", .literal = parse_ip("127.0.0.1"), .port = port, .target = "/"};
        subscriber.signing.push_back({signing_scheme::standard, secret(std::string(32, 'k')), std::nullopt});
        subscriber.concurrency = std::max(1, shape.slots / shape.subscribers);  // bounds the descriptors
    }
    egress_.allow_networks.push_back(parse_network("127.0.0.0/8").value());
    egress_.allow_ports = {port};
    egress_.allow_http = true;
    fill();
}

full_outbox::~full_outbox() = default;

void full_outbox::fill()
{
    std::vector<std::string> names;
    for (const subscriber_config& subscriber : subscribers_)
        names.push_back(subscriber.name);
    store_->set_subscribers(setups_of(subscribers_), event_time);
    collection_commit commit;
    commit.record.scope = bench_scope;
    commit.record.source = "order-defects";
    commit.now = event_time;
    for (int number = 0; number < shape_.events; ++number)
        commit.events.push_back({defect_event(number), names});
    if (!store_->commit_collection(commit))
        throw std::runtime_error("the events were not committed");
}

double full_outbox::deliveries_per_second()
{
    const int all = shape_.subscribers * shape_.events;
    const auto began = std::chrono::steady_clock::now();
    deliver_while([all](int answers) { return answers < all; });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (delivered() != static_cast<std::uint64_t>(all))
        throw std::runtime_error("not every event was delivered");
    return all / took.count();
}

std::uint64_t full_outbox::delivered()
{
    std::uint64_t sum = 0;
    for (const subscriber_overview& each : store_->overview(event_time).subscribers)
        sum += each.delivered;
    return sum;
}

void full_outbox::deliver_while(const std::function<bool(int)>& goes_on)
{
    asio::io_context loop(1);
    const auto clock = make_system_clock();
    const auto random = make_system_random();
    quiet_log log;
    store_worker db(loop.get_executor(), *store_, *clock, log);
    const auto names = make_system_resolver(loop.get_executor(), {});
    http_client_options options;
    options.egress = egress_;
    options.max_idle = static_cast<std::size_t>(std::max(shape_.slots, shape_.subscribers));  // all are kept
    const auto real = make_http_client(loop.get_executor(), *names, options);
    std::function<void()> stop;
    counted_client client(*real, [&](int answers) {
        if (!goes_on(answers))
            stop();
    });
    dispatcher sender(loop.get_executor(), {.clock = *clock,
                                            .log = log,
                                            .random = *random,
                                            .store = db,
                                            .http = client,
                                            .subscribers = subscribers_,
                                            .max_in_flight = shape_.slots,
                                            .owner = "bench"});
    stop = [&] { sender.stop(clock->now() + std::chrono::seconds{30}); };

    std::exception_ptr failure;
    asio::co_spawn(loop, sender.run(), [&](std::exception_ptr error) {
        failure = error;
        loop.stop();  // only idle connections are left
    });
    loop.run();
    if (failure)
        std::rethrow_exception(failure);
}

}  // namespace defectd::bench
