#include "defectd/dispatch/recover.hpp"

#include <fmt/format.h>

#include "defectd/event/filter.hpp"

namespace defectd {
namespace {

constexpr std::size_t events_per_page = 200;

/// Returns whether the event is about the subscriber, which does not get it.  A name needs no escapes in JSON.
bool is_about(const event& ev, const std::string& subscriber)
{
    return is_about_sending(ev.type) &&
           ev.body.find(fmt::format(R"("subscriber":"{}")", subscriber)) != std::string::npos;
}

}  // namespace

task<std::size_t> recover(store_worker& db, clock& clock, const subscriber_config& subscriber,
                          timestamp since, recover_scope which)
{
    std::size_t due = 0;
    std::int64_t last = 0;
    bool has_more = true;
    while (has_more) {
        auto one_page = [&](store& from) {
            const std::vector<numbered_event> page = from.events_after(last, since, events_per_page);
            std::vector<std::int64_t> wanted;
            for (const numbered_event& each : page)
                if (wants(subscriber.filter, each.event) && !is_about(each.event, subscriber.name))
                    wanted.push_back(each.seq);
            const std::size_t begun = from.recover(subscriber.name, wanted, which, clock.now());
            has_more = page.size() == events_per_page;
            last = page.empty() ? last : page.back().seq;
            return begun;
        };
        // One call per page, so that other calls are served between the pages.
        due += co_await db.run(one_page);
    }
    co_return due;
}

}  // namespace defectd
