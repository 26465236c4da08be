#include "routing.hpp"

#include "defectd/event/filter.hpp"

namespace defectd {

outbox_event routed(event told, std::span<const subscriber_config> subscribers, std::string_view besides)
{
    outbox_event outgoing{std::move(told), {}};
    for (const subscriber_config& subscriber : subscribers)
        if (subscriber.name != besides && wants(subscriber.filter, outgoing.told))
            outgoing.subscribers.push_back(subscriber.name);
    return outgoing;
}

}  // namespace defectd
