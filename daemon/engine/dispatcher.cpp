#include "defectd/engine/dispatcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "defectd/engine/conclude.hpp"
#include "finally.hpp"

namespace defectd {
namespace {

/// A lane is given this many times its concurrency: while a round is being committed, the next deliveries are at
/// hand already.
constexpr int rounds_at_hand = 3;

/// A lease outlives the attempt it covers by this much: recording it may have to wait for the disk.
constexpr duration lease_margin = std::chrono::seconds{60};

/// Takes the body out of the delivery.
post_request request_for(const subscriber_config& subscriber, claimed_delivery& delivery, timestamp now)
{
    post_request request;
    request.pool = subscriber.name;
    request.url = subscriber.url;
    request.timeout = subscriber.timeout;
    request.headers = standard_headers(subscriber.signing, {delivery.event_id, now, delivery.body});
    request.headers.emplace_back("content-type", "application/json");
    request.headers.insert(request.headers.end(), subscriber.headers.begin(), subscriber.headers.end());
    request.body = std::move(delivery.body);
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
                    // for: it stays in flight until the next start.
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
        take(std::move(round.claimed));
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
    claim_request claim = next_claim();
    auto call = [this, &ended, &claim](store& kept) {
        claim.now = world_.time.now();  // a full disk may have been waited out since the first try
        return kept.settle(ended, claim);
    };
    settlement round = co_await world_.kept.run(call);
    for (const std::int64_t delivery : round.lost_leases)
        world_.log.warning("the lease of a delivery had ended before its attempt; it may be sent again",
                           {{"delivery", std::to_string(delivery)}});
    co_return round;
}

claim_request dispatcher::next_claim() const
{
    claim_request claim;
    claim.owner = world_.owner;
    claim.now = world_.time.now();
    // A delivery at hand waits for as long as those before it may take.
    claim.lease = rounds_at_hand * longest_timeout(world_.subscribers) + lease_margin;
    claim.most = rounds_at_hand * world_.most_in_flight - in_flight_ - at_hand_;
    if (is_stopping_ || claim.most <= 0)
        return claim;
    // Whoever has least is asked first, so that a long backlog does not push the others out.
    std::vector<const lane*> order;
    order.reserve(lanes_.size());
    for (const auto& [name, on] : lanes_)
        order.push_back(&on);
    std::ranges::stable_sort(order, {}, &lane::taken);
    for (const lane* const on : order)
        if (const int free = rounds_at_hand * on->subscriber->concurrency - on->taken(); free > 0)
            claim.slots.push_back({on->subscriber->name, free});
    return claim;
}

void dispatcher::take(std::vector<claimed_delivery> claimed)
{
    at_hand_ += static_cast<int>(claimed.size());
    for (claimed_delivery& delivery : claimed) {
        lane& on = lanes_.find(delivery.subscriber)->second;
        on.at_hand.push_back(std::move(delivery));
    }
    start_what_fits();
}

void dispatcher::start_what_fits()
{
    for (lane* next = next_lane(); next != nullptr; next = next_lane())
        start_next(*next);
}

dispatcher::lane* dispatcher::next_lane()
{
    lane* next = nullptr;
    for (auto& [name, on] : lanes_)
        if (can_start(on) && (next == nullptr || std::tie(on.in_flight, on.last_start) <
                                                     std::tie(next->in_flight, next->last_start)))
            next = &on;
    return next;
}

bool dispatcher::can_start(const lane& on) const
{
    return !is_stopping_ && !on.at_hand.empty() && on.in_flight < on.subscriber->concurrency &&
           in_flight_ < world_.most_in_flight;
}

void dispatcher::start_next(lane& on)
{
    claimed_delivery delivery = std::move(on.at_hand.front());
    on.at_hand.pop_front();
    --at_hand_;
    ++on.in_flight;
    ++in_flight_;
    on.last_start = ++starts_;
    std::string name = std::to_string(delivery.id);
    attempts_.spawn(std::move(name), attempt(std::move(delivery)));
}

void dispatcher::end_attempt(lane& on)
{
    --on.in_flight;
    --in_flight_;
    if (at_hand_ > 0)
        start_what_fits();
    bell_.ring();
}

task<void> dispatcher::attempt(claimed_delivery delivery)
{
    lane& on = lanes_.find(delivery.subscriber)->second;
    const finally at_end([this, &on] { end_attempt(on); });
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
    const bool is_exhausted = record.next == delivery_state::exhausted;
    const bool is_change = failed != std::exchange(on.is_failing, failed) || is_exhausted;
    if (failed)
        note_failure(is_change ? log_level::warning : log_level::debug, delivery, record, outcome);
    else if (is_change)
        world_.log.info("the subscriber answers again", {{"subscriber", delivery.subscriber}});
}

void dispatcher::note_failure(log_level level, const claimed_delivery& delivery, const attempt_record& record,
                              const post_outcome& outcome)
{
    if (!world_.log.takes(level))
        return;
    const auto* const broken = std::get_if<post_failure>(&outcome);
    const bool is_exhausted = record.next == delivery_state::exhausted;
    world_.log.write(level, is_exhausted ? "a delivery is out of retries" : "an attempt failed",
                     {{"subscriber", delivery.subscriber},
                      {"delivery", std::to_string(delivery.id)},
                      {"event", delivery.event_id},
                      {"attempt", std::to_string(delivery.attempt)},
                      {"status", record.status == 0 ? "none" : std::to_string(record.status)},
                      {"failure", record.failure},
                      {"what", broken != nullptr ? broken->what : std::string()},
                      {"next_attempt", record.due_at ? to_rfc3339(*record.due_at) : "none"}});
}

void dispatcher::stop(timestamp until)
{
    is_stopping_ = true;
    drain_until_ = until;
    bell_.ring();
}

void dispatcher::hand_back()
{
    const timestamp now = world_.time.now();
    for (auto& [name, on] : lanes_) {
        for (const claimed_delivery& delivery : on.at_hand) {
            attempt_record untried;
            untried.delivery = delivery.id;
            untried.token = delivery.token;
            untried.due_at = now;
            untried.counts = false;
            untried.started_at = now;
            untried.ended_at = now;
            ended_.push_back(std::move(untried));
        }
        on.at_hand.clear();
    }
    at_hand_ = 0;
}

task<void> dispatcher::drain()
{
    hand_back();
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
