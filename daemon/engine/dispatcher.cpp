#include "defectd/engine/dispatcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "defectd/engine/conclude.hpp"

namespace defectd {
namespace {

/// Takes a slot for as long as it lives, however the attempt ends.
class slot {
public:
    slot(int& lane, int& all, wakeup& bell) : lane_(lane), all_(all), bell_(bell) {}
    slot(const slot&) = delete;
    slot& operator=(const slot&) = delete;
    ~slot()
    {
        --lane_;
        --all_;
        bell_.ring();
    }

private:
    int& lane_;
    int& all_;
    wakeup& bell_;
};

/// A lease outlives the attempt it covers by this much: recording it may have to wait for the disk.
constexpr duration lease_margin = std::chrono::seconds{60};

post_request request_for(const subscriber_config& subscriber, const claimed_delivery& delivery, timestamp now)
{
    post_request request;
    request.pool = subscriber.name;
    request.url = subscriber.url;
    request.timeout = subscriber.timeout;
    request.headers = standard_headers(subscriber.signing, {delivery.event_id, now, delivery.body});
    request.headers.emplace_back("content-type", "application/json");
    request.headers.insert(request.headers.end(), subscriber.headers.begin(), subscriber.headers.end());
    request.body = delivery.body;
    return request;
}

duration longest_timeout(std::span<const subscriber_config> subscribers)
{
    duration longest{0};
    for (const subscriber_config& subscriber : subscribers)
        longest = std::max(longest, subscriber.timeout);
    return longest;
}

}  // namespace

dispatcher::dispatcher(const asio::any_io_executor& loop, dispatcher_surroundings world)
    : world_(std::move(world)),
      attempts_(loop,
                [this](const std::string& name, std::exception_ptr) {
                    // An attempt tells every outcome as a value; anything else is a bug that only this delivery pays
                    // for: its lease runs out and it is tried again.
                    world_.log.error("an attempt broke off; please report this", {{"delivery", name}});
                }),
      bell_(loop)
{
    for (const subscriber_config& subscriber : world_.subscribers)
        if (subscriber.enabled)
            lanes_[subscriber.name].subscriber = &subscriber;
}

task<void> dispatcher::run()
{
    while (!is_stopping_) {
        settlement round = co_await settle();
        start(std::move(round.claimed));
        if (round.next_due)
            co_await bell_.wait_until(world_.time, *round.next_due);
        else
            co_await bell_.wait();
    }
    co_await drain();
}

task<settlement> dispatcher::settle()
{
    const std::vector<attempt_record> ended = std::exchange(ended_, {});
    const claim_request claim = next_claim();
    auto call = [&ended, &claim](store& kept) { return kept.settle(ended, claim); };
    settlement round = co_await world_.kept.run(call);
    for (const std::int64_t delivery : round.lost_leases)
        world_.log.warning("a delivery was taken over by another process while it was attempted",
                           {{"delivery", std::to_string(delivery)}});
    co_return round;
}

claim_request dispatcher::next_claim() const
{
    claim_request claim;
    claim.owner = world_.owner;
    claim.now = world_.time.now();
    claim.lease = longest_timeout(world_.subscribers) + lease_margin;
    claim.most = world_.most_in_flight - in_flight_;
    if (is_stopping_ || claim.most <= 0)
        return claim;
    // Whoever has least under way is asked first: the slow ones do not eat the places of the others.
    std::vector<const lane*> order;
    for (const auto& [name, on] : lanes_)
        order.push_back(&on);
    std::ranges::stable_sort(order, {}, &lane::in_flight);
    for (const lane* const on : order)
        if (on->in_flight < on->subscriber->concurrency)
            claim.slots.push_back({on->subscriber->name, on->subscriber->concurrency - on->in_flight});
    return claim;
}

void dispatcher::start(std::vector<claimed_delivery> claimed)
{
    for (claimed_delivery& delivery : claimed) {
        ++lanes_.find(delivery.subscriber)->second.in_flight;
        ++in_flight_;
        std::string name = std::to_string(delivery.id);
        attempts_.spawn(std::move(name), attempt(std::move(delivery)));
    }
}

task<void> dispatcher::attempt(claimed_delivery delivery)
{
    lane& on = lanes_.find(delivery.subscriber)->second;
    const slot taken(on.in_flight, in_flight_, bell_);
    const timestamp started_at = world_.time.now();
    const post_request request = request_for(*on.subscriber, delivery, started_at);
    const post_outcome outcome = co_await world_.http.post(request);
    const attempt_times times{started_at, world_.time.now()};
    attempt_record record = conclude(delivery, outcome, on.subscriber->retry, times, world_.random.unit());
    note_outcome(on, delivery, record, outcome);
    ended_.push_back(std::move(record));
}

void dispatcher::note_outcome(lane& on, const claimed_delivery& delivery, const attempt_record& record,
                              const post_outcome& outcome)
{
    const bool failed = record.next != delivery_state::delivered;
    const auto* const broken = std::get_if<post_failure>(&outcome);
    const bool is_change = failed != on.is_failing || record.next == delivery_state::exhausted;
    on.is_failing = failed;
    const std::string status = record.status == 0 ? "none" : std::to_string(record.status);
    const std::string due = record.due_at ? to_rfc3339(*record.due_at) : "none";
    if (failed)
        world_.log.write(is_change ? log_level::warning : log_level::debug,
                         record.next == delivery_state::exhausted ? "a delivery is out of retries"
                                                                  : "an attempt failed",
                         {{"subscriber", delivery.subscriber},
                          {"delivery", std::to_string(delivery.id)},
                          {"event", delivery.event_id},
                          {"attempt", std::to_string(delivery.attempt)},
                          {"status", status},
                          {"failure", record.failure},
                          {"what", broken != nullptr ? broken->what : std::string()},
                          {"next_attempt", due}});
    else
        world_.log.write(is_change ? log_level::info : log_level::debug,
                         is_change ? "the subscriber answers again" : "delivered",
                         {{"subscriber", delivery.subscriber},
                          {"event", delivery.event_id},
                          {"attempt", std::to_string(delivery.attempt)},
                          {"status", status}});
}

void dispatcher::stop(timestamp until)
{
    is_stopping_ = true;
    drain_until_ = until;
    bell_.ring();
}

task<void> dispatcher::drain()
{
    while (in_flight_ > 0 && world_.time.now() < drain_until_) {
        co_await bell_.wait_until(world_.time, drain_until_);
        co_await settle();
    }
    attempts_.cancel();
    co_await attempts_.join();
    if (!ended_.empty())
        co_await settle();
}

}  // namespace defectd
