#include "defectd/store/subscribers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"
#include "defectd/event/filter.hpp"

namespace defectd {
namespace {

/// Returns whether the filter accepts events of any account, by an empty list or by "*".
bool takes_every_account(const event_filter& filter)
{
    return filter.accounts.empty() || std::ranges::find(filter.accounts, "*") != filter.accounts.end();
}

/// Returns whether the filter would accept the event if it were about the scope.
bool wants_of(const event_filter& filter, const event& ev, const report_scope& scope)
{
    event of_scope;
    of_scope.type = ev.type;
    of_scope.account = scope.account;
    of_scope.marketplace_id = scope.marketplace_id;
    of_scope.channel = scope.channel;
    return wants(filter, of_scope);
}

}  // namespace

std::vector<subscriber_setup> setups_of(std::span<const subscriber_config> subscribers)
{
    std::vector<subscriber_setup> setups;
    for (const subscriber_config& subscriber : subscribers) {
        const endpoint_url& url = subscriber.url;
        // Only a hash is kept: the URL itself may be a secret.
        const std::string text = fmt::format("{} {} {}", url.tls, url.authority(), url.target);
        setups.push_back({subscriber.name, to_hex(sha256_of(text)), subscriber.in_order});
    }
    return setups;
}

outbox_event route(event ev, std::span<const subscriber_config> subscribers, std::string_view besides)
{
    outbox_event outgoing{std::move(ev), {}};
    for (const subscriber_config& subscriber : subscribers)
        if (subscriber.name != besides && wants(subscriber.filter, outgoing.event))
            outgoing.subscribers.push_back(subscriber.name);
    return outgoing;
}

outbox_event route_from_source(event ev, std::span<const report_scope> scopes,
                               std::span<const subscriber_config> subscribers)
{
    outbox_event outgoing = route(std::move(ev), subscribers);
    if (outgoing.event.account)
        return outgoing;
    // An event without an account passes every filter by account.  The accounts of the source decide instead.
    const auto is_not_theirs = [&](const subscriber_config& subscriber) {
        return !takes_every_account(subscriber.filter) &&
               std::ranges::none_of(scopes, [&](const report_scope& scope) {
                   return wants_of(subscriber.filter, outgoing.event, scope);
               });
    };
    for (const subscriber_config& subscriber : subscribers)
        if (is_not_theirs(subscriber))
            std::erase(outgoing.subscribers, subscriber.name);
    return outgoing;
}

}  // namespace defectd
