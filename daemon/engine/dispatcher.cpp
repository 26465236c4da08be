#include "defectd/engine/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <tuple>
#include <utility>

#include "defectd/base/assert.hpp"
#include "defectd/base/finally.hpp"
#include "lane.hpp"
#include "outcomes.hpp"

namespace defectd {
namespace {

/// Over all lanes, so many times the bound on attempts is claimed: the next are at hand while a round is committed.
constexpr int rounds_at_hand = 3;

/// A lease outlives the attempt it covers by this much: recording it may have to wait for the disk.
constexpr duration lease_margin = std::chrono::seconds{60};

/// A delivery at hand waits for as long as those before it may take, one of a digest for the others of its message.
duration lease_for(std::span<const subscriber_config> subscribers)
{
    duration longest{0};
    for (const subscriber_config& subscriber : subscribers) {
        const duration gathering = subscriber.digest ? subscriber.digest->window : duration{0};
        longest = std::max(longest, rounds_at_hand * subscriber.timeout + gathering);
    }
    return longest + lease_margin;
}

}  // namespace

dispatcher::dispatcher(const asio::any_io_executor& loop, dispatcher_surroundings world)
    : world_(std::move(world)), ended_(std::make_unique<outcomes>(outcome_surroundings{
                                    world_.time, world_.log, world_.random, world_.subscribers})),
      settling_(loop),
      attempts_(loop,
                [this](const std::string& name, std::exception_ptr) {
                    world_.log.error("the outcome of an attempt is lost; it is sent again after a restart",
                                     {{"webhook_id", name}});
                }),
      bell_(loop)
{
    for (const subscriber_config& subscriber : world_.subscribers)
        lanes_.emplace(subscriber.name, std::make_unique<lane>(subscriber));
}

dispatcher::~dispatcher() = default;

task<void> dispatcher::run()
{
    co_await recall_health();
    while (!is_stopping_) {
        settlement round = co_await settle(next_claim());
        take(std::move(round.claimed));
        co_await wait_for_work(round.next_due);
    }
    co_await drain();
}

task<void> dispatcher::recall_health()
{
    if (is_recalled_)
        co_return;
    auto recall = [](store& kept) { return kept.subscriber_states(); };
    const std::vector<subscriber_state> states = co_await world_.kept.run(recall);
    if (std::exchange(is_recalled_, true))
        co_return;  // a command came first, and it may have changed one since
    for (const subscriber_state& state : states)
        if (const auto on = lanes_.find(state.name); on != lanes_.end())
            on->second->set_health(state.health);
}

task<void> dispatcher::wait_for_work(std::optional<timestamp> next_due)
{
    const timestamp now = world_.time.now();
    for (const auto& [name, on] : lanes_)
        next_due = earlier(next_due, on->wakes_at(now));
    if (next_due)
        co_await bell_.wait_until(world_.time, *next_due);
    else
        co_await bell_.wait();
    start_what_fits();
}

task<settlement> dispatcher::settle(claim_request claim)
{
    const turnstile::pass inside = co_await settling_.enter();
    ended_round ended = ended_->take();
    auto call = [this, &ended, &claim](store& kept) {
        claim.now = world_.time.now();  // a full disk may have been waited out since the first try
        ended.now = claim.now;
        return kept.settle(ended, claim);
    };
    settlement round = co_await world_.kept.run(call);
    for (const std::int64_t delivery : round.lost_leases)
        world_.log.warning("the lease of a delivery had ended before its attempt; it may be sent again",
                           {{"delivery", std::to_string(delivery)}});
    co_return round;
}

claim_request dispatcher::claim_nothing() const
{
    claim_request claim;
    claim.owner = world_.owner;
    claim.now = world_.time.now();
    claim.lease = lease_for(world_.subscribers);
    return claim;
}

claim_request dispatcher::next_claim() const
{
    claim_request claim = claim_nothing();
    claim.most = rounds_at_hand * world_.most_in_flight - in_flight_;
    std::vector<const lane*> order;
    order.reserve(lanes_.size());
    for (const auto& [name, on] : lanes_) {
        claim.most -= on->is_paced() ? 0 : on->at_hand();
        order.push_back(on.get());
    }
    // Whoever has least is asked first, so that a long backlog does not push the others out.
    std::ranges::stable_sort(order, {}, [](const lane* on) { return on->in_flight() + on->at_hand(); });
    for (const lane* const on : order)
        if (const int wanted = on->wanted(claim.now); wanted > 0) {
            claim.slots.push_back({on->subscriber().name, wanted});
            claim.most += on->is_paced() ? wanted : 0;
        }
    return claim;
}

void dispatcher::take(std::vector<claimed_delivery> claimed)
{
    for (claimed_delivery& delivery : claimed) {
        lane& on = *lanes_.find(delivery.subscriber)->second;
        on.take(std::move(delivery));
    }
    const timestamp now = world_.time.now();
    for (const auto& [name, on] : lanes_)
        if (on->at_hand() > 0 && on->places(now) == 0)
            ended_->hand_back(*on);  // switched off or held while the claim was under way
    start_what_fits();
}

void dispatcher::start_what_fits()
{
    for (lane* next = next_lane(); next != nullptr; next = next_lane())
        start_next(*next);
}

lane* dispatcher::next_lane()
{
    if (is_stopping_ || in_flight_ >= world_.most_in_flight)
        return nullptr;
    const timestamp now = world_.time.now();
    lane* next = nullptr;
    for (const auto& [name, on] : lanes_)
        if (on->at_hand() > 0 && on->can_start(now) &&
            (next == nullptr || std::tuple(on->in_flight(), on->last_start()) <
                                    std::tuple(next->in_flight(), next->last_start())))
            next = on.get();
    return next;
}

void dispatcher::start_next(lane& on)
{
    message carried = on.start(world_.time.now(), ++starts_);
    ++in_flight_;
    std::string name = carried.id;
    attempts_.spawn(std::move(name), attempt(on, std::move(carried)));
}

task<void> dispatcher::attempt(lane& on, message carried)
{
    {
        const finally at_end([this, &on] {
            on.end();
            --in_flight_;
            bell_.ring();
        });
        const timestamp started_at = world_.time.now();
        post_outcome outcome;
        try {
            const post_request request = request_for(on.subscriber(), carried, started_at);
            outcome = co_await world_.http.post(request);
        } catch (const std::exception& broken) {
            // Every outcome is told as a value, so this is a bug; its deliveries are tried again like any other.
            world_.log.error("an attempt broke off; please report this",
                             {{"subscriber", on.subscriber().name}, {"problem", broken.what()}});
            outcome = post_failure{failure_reason::protocol, "the attempt broke off"};
        }
        ended_->add(on, carried, outcome, started_at);
    }
    start_what_fits();  // behind it, as it may throw, which at_end must not
}

lane& dispatcher::lane_of(const std::string& subscriber) const
{
    const auto found = lanes_.find(subscriber);
    DEFECTD_ASSERT(found != lanes_.end());
    return *found->second;
}

task<void> dispatcher::command(std::string subscriber, subscriber_command what)
{
    co_await recall_health();
    lane& on = lane_of(subscriber);
    subscriber_health health = on.health();
    switch (what) {
    case subscriber_command::enable: health = enabled(health); break;
    case subscriber_command::disable: health = disabled_by_hand(health, world_.time.now()); break;
    case subscriber_command::pause: health.is_paused = true; break;
    case subscriber_command::resume: health.is_paused = false; break;
    }
    ended_->change(on, health);
    co_await settle(claim_nothing());
    if (what == subscriber_command::enable) {
        auto begin_anew = [this, &subscriber](store& kept) {
            kept.make_due(subscriber, world_.time.now());
            return true;
        };
        co_await world_.kept.run(begin_anew);
    }
    bell_.ring();
}

subscriber_view dispatcher::look(const std::string& subscriber) const
{
    const lane& on = lane_of(subscriber);
    return {on.health(), on.in_flight(), on.last_failure(), on.certificate_expires_at()};
}

void dispatcher::stop(timestamp until)
{
    is_stopping_ = true;
    drain_until_ = until;
    bell_.ring();
}

task<void> dispatcher::drain()
{
    for (const auto& [name, on] : lanes_)
        ended_->hand_back(*on);
    while (in_flight_ > 0 && world_.time.now() < drain_until_) {
        co_await bell_.wait_until(world_.time, drain_until_);
        co_await settle(claim_nothing());
    }
    attempts_.cancel();
    co_await attempts_.join();
    if (!ended_->empty())
        co_await settle(claim_nothing());
}

}  // namespace defectd
