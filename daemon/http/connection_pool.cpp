#include "connection_pool.hpp"

#include <algorithm>

namespace defectd {

connection_pool::connection_pool(const asio::any_io_executor& loop, duration idle_keep, duration longest_life)
    : idle_keep_(idle_keep), longest_life_(longest_life), timer_(loop)
{
}

std::shared_ptr<connection> connection_pool::take(const std::string& key)
{
    const auto found = idle_.find(key);
    if (found == idle_.end())
        return nullptr;
    const steady_time now = std::chrono::steady_clock::now();
    auto& links = found->second;
    while (!links.empty()) {
        const idle_connection last = std::move(links.back());
        links.pop_back();
        if (now < last.until && last.link->is_quiet())
            return last.link;
    }
    return nullptr;
}

void connection_pool::park(std::shared_ptr<connection> idle)
{
    const steady_time until =
        std::min(std::chrono::steady_clock::now() + idle_keep_, idle->opened_at() + longest_life_);
    auto& links = idle_[idle->key()];
    links.push_back(idle_connection{std::move(idle), until});
    if (!armed_)
        arm(until);
}

void connection_pool::arm(steady_time at)
{
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
    steady_time next = steady_time::max();
    for (auto& [key, links] : idle_) {
        std::erase_if(links, [&](const idle_connection& each) { return each.until <= now; });
        for (const idle_connection& each : links)
            next = std::min(next, each.until);
    }
    std::erase_if(idle_, [](const auto& each) { return each.second.empty(); });
    if (next != steady_time::max())
        arm(next);
}

}  // namespace defectd
