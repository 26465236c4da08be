#include "defectd/dispatch/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "apply_result.hpp"
#include "attempt_log.hpp"
#include "attempt_results.hpp"
#include "defectd/base/assert.hpp"
#include "defectd/base/finally.hpp"
#include "queue_scheduler.hpp"

namespace defectd {
namespace {

/// A lease outlasts the attempt it covers by this much, because recording the result may have to wait for the disk.
constexpr duration lease_margin = std::chrono::seconds{60};

/// Returns the duration of a lease.  A prefetched delivery waits for those before it, each up to its timeout, and
/// one of a digest for the window, too.
duration lease_for(std::span<const subscriber_config> subscribers)
{
    duration lease{0};
    for (const subscriber_config& subscriber : subscribers) {
        const duration gathering = subscriber.digest ? subscriber.digest->window : duration{0};
        lease = std::max(lease, prefetch_factor * subscriber.timeout + gathering);
    }
    return lease + lease_margin;
}

}  // namespace

dispatcher::dispatcher(const asio::any_io_executor& loop, dispatcher_deps deps)
    : deps_(std::move(deps)), lease_(lease_for(deps_.subscribers)),
      scheduler_(std::make_unique<queue_scheduler>(deps_.subscribers, deps_.max_in_flight)),
      results_(std::make_unique<attempt_results>()), record_mutex_(loop),
      attempts_(loop,
                [this](const std::string& name, std::exception_ptr) {
                    deps_.log.error("attempt result not recorded; the delivery is sent again after a restart",
                                    {{"webhook_id", name}});
                    scheduler_->all_changed(deps_.clock.now());
                }),
      wake_(loop)
{
}

dispatcher::~dispatcher() = default;

task<void> dispatcher::run()
{
    co_await recall_health();
    // Attempts run in attempts_ and end in results_.  Each round records what ended and claims what may go next.
    while (!is_stopping_) {
        std::vector<claimed_delivery> claimed = co_await record_and_claim(next_claim());
        take(std::move(claimed));
        co_await wait_for_work();
    }
    co_await drain();
}

task<void> dispatcher::recall_health()
{
    if (is_recalled_)
        co_return;
    auto recall = [](store& db) { return db.subscriber_states(); };
    const std::vector<subscriber_state> states = co_await deps_.store.run(recall);
    if (std::exchange(is_recalled_, true))
        co_return;  // a command recalled it meanwhile, and may have changed it since
    for (const subscriber_state& state : states)
        if (subscriber_queue* const queue = scheduler_->find(state.name))
            queue->set_health(state.health);
    scheduler_->all_changed(deps_.clock.now());
}

task<void> dispatcher::wait_for_work()
{
    if (scheduler_->has_claim())
        co_return;  // a request that was not filled leaves slots for other subscribers
    if (const std::optional<timestamp> next = scheduler_->wakes_at())
        co_await wake_.wait_until(deps_.clock, *next);
    else
        co_await wake_.wait();
    scheduler_->wake(deps_.clock.now());
    start_what_fits();
}

task<std::vector<claimed_delivery>> dispatcher::record_and_claim(claim_request claim)
{
    // One round at a time: a command records its change in a round of its own, which must not overtake
    // another.
    const async_mutex::guard inside = co_await record_mutex_.lock();
    round_results results = results_->take();
    auto call = [this, &results, &claim](store& db) {
        claim.now = deps_.clock.now();  // the call is repeated after a wait for a full disk
        results.now = claim.now;
        return db.record_and_claim(results, claim);
    };
    claim_result result = co_await deps_.store.run(call);
    for (const std::int64_t delivery : result.lost_leases)
        deps_.log.warning("delivery lease expired before its attempt; it may be sent again",
                          {{"delivery", std::to_string(delivery)}});
    note_heads(result.heads);
    co_return std::move(result.claimed);
}

void dispatcher::note_heads(const std::vector<queue_head>& heads)
{
    const timestamp now = deps_.clock.now();
    for (const queue_head& head : heads)
        if (subscriber_queue* const queue = scheduler_->find(head.subscriber)) {
            queue->set_next_due(head.due_at);
            scheduler_->changed(*queue, now);
        }
}

claim_request dispatcher::claim_nothing() const
{
    claim_request claim;
    claim.owner = deps_.owner;
    claim.now = deps_.clock.now();
    claim.lease = lease_;
    return claim;
}

claim_request dispatcher::next_claim()
{
    claim_request claim = claim_nothing();
    claim.slots = scheduler_->request_claims(claim.now);
    return claim;
}

void dispatcher::take(std::vector<claimed_delivery> claimed)
{
    for (claimed_delivery& delivery : claimed) {
        subscriber_queue& queue = queue_of(delivery.subscriber);
        queue.push(std::move(delivery));
    }
    const timestamp now = deps_.clock.now();
    // A subscriber may have been disabled or held while its claim was under way.
    for (subscriber_queue* const queue : scheduler_->end_claims(now))
        if (queue->prefetched() > 0 && queue->slots(now) == 0) {
            release_unsent(*queue);
            scheduler_->changed(*queue, now);
        }
    start_what_fits();
}

void dispatcher::start_what_fits()
{
    // After stop() nothing starts, even when an attempt ends and frees a slot.
    if (is_stopping_)
        return;
    const timestamp now = deps_.clock.now();
    while (subscriber_queue* const next = scheduler_->next_start(now))
        start_next(*next, now);
}

void dispatcher::start_next(subscriber_queue& queue, timestamp now)
{
    message carried = queue.start(now);
    ++in_flight_;
    scheduler_->changed(queue, now);
    std::string name = carried.id;
    attempts_.spawn(std::move(name), attempt(queue, std::move(carried), queue.in_flight()));
}

task<void> dispatcher::attempt(subscriber_queue& queue, message carried, int in_flight)
{
    {
        const finally at_end([this, &queue] {
            queue.end();
            --in_flight_;
            wake_.notify();
        });
        const timestamp started_at = deps_.clock.now();
        post_outcome outcome;
        try {
            const post_request request = request_for(queue.subscriber(), carried, started_at);
            outcome = co_await deps_.http.post(request);
        } catch (const std::exception& broken) {
            // Every outcome of the network is a value, so this is a bug.  The deliveries are retried as after any
            // failure.
            deps_.log.error("attempt aborted by an internal error; please report this",
                            {{"subscriber", queue.subscriber().name}, {"problem", broken.what()}});
            outcome = post_failure{failure_reason::protocol, "the attempt was aborted by an internal error"};
        }
        const attempt_times times{started_at, deps_.clock.now()};
        apply(queue, ended_attempt{carried, outcome, times, in_flight});
    }
    scheduler_->changed(queue, deps_.clock.now());  // after at_end, which must not throw
    start_what_fits();
}

void dispatcher::apply(subscriber_queue& queue, const ended_attempt& ended)
{
    const queue_state state{.subscriber = queue.subscriber(),
                            .subscribers = deps_.subscribers,
                            .health = queue.health(),
                            .was_failing = !queue.last_failure().empty(),
                            .certificate_expires_at = queue.certificate_expires_at()};
    // 1. Decide, without changing anything.
    attempt_effects effects = apply_result(state, ended, deps_.random.unit());
    log_attempt(deps_.log, ended, effects);

    // 2. The queue learns what its next attempts depend on.
    queue.set_last_failure(effects.result.failure);
    if (effects.certificate_expires_at)
        queue.set_certificate_expires_at(effects.certificate_expires_at);
    if (effects.load)
        queue.note_load(*effects.load);
    if (effects.fallback_form)
        for (const attempt_record& record : effects.records)
            if (record.next == delivery_state::pending)
                queue.set_fallback_form(record.delivery, *effects.fallback_form);

    // 3. The next round records the rest.
    results_->add(std::move(effects.records));
    if (effects.releases_prefetched)
        release_unsent(queue);
    if (effects.health)
        change_health(queue, std::move(*effects.health));
}

void dispatcher::change_health(subscriber_queue& queue, health_change change)
{
    queue.set_health(change.state.health);
    results_->change(std::move(change));
    // Nothing is sent for now, so what waits in memory goes back to the store, where a command can reach it.
    if (queue.slots(deps_.clock.now()) == 0)
        release_unsent(queue);
}

void dispatcher::release_unsent(subscriber_queue& queue)
{
    results_->add_unsent(queue.drain(), deps_.clock.now());
}

subscriber_queue& dispatcher::queue_of(const std::string& subscriber) const
{
    subscriber_queue* const found = scheduler_->find(subscriber);
    DEFECTD_ASSERT(found != nullptr);
    return *found;
}

task<void> dispatcher::command(std::string subscriber, subscriber_command what)
{
    co_await recall_health();
    subscriber_queue& queue = queue_of(subscriber);
    subscriber_health health = queue.health();
    switch (what) {
    case subscriber_command::enable: health = enabled(health); break;
    case subscriber_command::disable: health = disabled_by_hand(health, deps_.clock.now()); break;
    case subscriber_command::pause: health.is_paused = true; break;
    case subscriber_command::resume: health.is_paused = false; break;
    }
    change_health(queue, {.state = {subscriber, health}, .event = {}});
    scheduler_->changed(queue, deps_.clock.now());
    co_await record_and_claim(claim_nothing());  // the change is durable before the caller hears of it
    if (what == subscriber_command::enable) {
        auto begin_anew = [this, &subscriber](store& db) {
            db.make_due(subscriber, deps_.clock.now());
            return true;
        };
        co_await deps_.store.run(begin_anew);
    }
    wake_.notify();
}

subscriber_view dispatcher::look(const std::string& subscriber) const
{
    const subscriber_queue& queue = queue_of(subscriber);
    return {queue.health(), queue.in_flight(), queue.concurrency(), queue.last_failure(),
            queue.certificate_expires_at()};
}

void dispatcher::stop(timestamp until)
{
    is_stopping_ = true;
    drain_until_ = until;
    wake_.notify();
}

task<void> dispatcher::drain()
{
    // 1.  Claimed and not sent: back to the store. 2.  Attempts under way may end in time. 3.  The others are
    // cancelled.
    for (subscriber_queue& queue : scheduler_->queues())
        release_unsent(queue);
    while (in_flight_ > 0 && deps_.clock.now() < drain_until_) {
        co_await wake_.wait_until(deps_.clock, drain_until_);
        co_await record_and_claim(claim_nothing());
    }
    attempts_.cancel();
    co_await attempts_.join();
    if (!results_->empty())
        co_await record_and_claim(claim_nothing());
}

}  // namespace defectd
