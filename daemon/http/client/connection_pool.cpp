#include "client/connection_pool.hpp"

#include "defectd/base/assert.hpp"

namespace defectd {

connection_pool::connection_pool(const asio::any_io_executor& loop, const pool_limits& limits)
    : limits_(limits), timer_(loop)
{
}

std::shared_ptr<connection> connection_pool::take(const std::string& key)
{
    const auto found = by_key_.find(key);
    if (found == by_key_.end())
        return nullptr;
    const steady_time now = std::chrono::steady_clock::now();
    auto& places = found->second;
    // The one used last is the likeliest to be alive.  Those that are too old or closed are dropped on the way.
    std::shared_ptr<connection> fit;
    while (!fit && !places.empty()) {
        const idle_connection last = std::move(*places.back());
        idle_.erase(places.back());
        places.pop_back();
        const bool is_young =
            now < last.since + limits_.idle_keep && now < last.link->opened_at() + limits_.max_life;
        if (is_young && last.link->is_quiet())
            fit = last.link;
    }
    if (places.empty())
        by_key_.erase(found);
    return fit;
}

void connection_pool::put(std::shared_ptr<connection> idle)
{
    const steady_time now = std::chrono::steady_clock::now();
    auto& places = by_key_[idle->key()];
    idle_.push_back(idle_connection{std::move(idle), now});
    places.push_back(std::prev(idle_.end()));
    // With max_idle 0 this closes the connection just put.
    if (idle_.size() > limits_.max_idle)
        close_oldest();
    // One timer is enough, for the connection that is idle for longest; sweep() sets it again.
    if (!armed_ && !idle_.empty())
        arm(idle_.front().since + limits_.idle_keep);
}

bool connection_pool::close_oldest()
{
    if (idle_.empty())
        return false;
    const std::shared_ptr<connection> oldest = std::move(idle_.front().link);
    const auto found = by_key_.find(oldest->key());
    // Both containers have the same connections in the same order.
    DEFECTD_ASSERT(found != by_key_.end() && found->second.front() == idle_.begin());
    found->second.erase(found->second.begin());  // the oldest of all is the oldest of its key
    if (found->second.empty())
        by_key_.erase(found);
    idle_.pop_front();
    oldest->close();
    return true;
}

void connection_pool::arm(steady_time at)
{
    // The timer holds the pool weakly: a pool that was destroyed needs no sweep.
    armed_ = true;
    timer_.expires_at(at);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (self && !error)
            self->sweep();
    });
}

void connection_pool::sweep()
{
    armed_ = false;
    const steady_time now = std::chrono::steady_clock::now();
    while (!idle_.empty() && idle_.front().since + limits_.idle_keep <= now)
        close_oldest();
    if (!idle_.empty())
        arm(idle_.front().since + limits_.idle_keep);
}

}  // namespace defectd
