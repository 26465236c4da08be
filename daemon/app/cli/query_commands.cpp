#include <CLI/CLI.hpp>

#include "cli/command_set.hpp"

namespace defectd {
namespace {

/// Adds the filters that deliveries and events share.
void add_filter_options(CLI::App& command, list_options& options)
{
    command.add_option("--account", options.account, "Filter by account");
    command.add_option("--marketplace", options.marketplace, "Filter by country code or marketplace id")
        ->check(is_marketplace);
    command.add_option("--subscriber", options.subscriber, "Filter by subscriber");
    command
        .add_option("--since", options.since,
                    "Show events created since: a span before now (2h, 7d) or a time "
                    "(2026-11-23T11:00:00Z)")
        ->check(is_since);
    command.add_option("--limit", options.limit, "Show at most N, newest first")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
}

/// deliveries, delivery.
void add_delivery_commands(CLI::App& app, command_set& set)
{
    CLI::App& deliveries =
        add_command(app, "deliveries", "List deliveries (one event to one subscriber), newest first", set,
                    [&set] { return list_deliveries(set.deliveries); });
    add_client_options(deliveries, set.deliveries);
    add_filter_options(deliveries, set.deliveries);
    deliveries.add_option("--state", set.deliveries.state, "Filter by state (exhausted: retries used up)")
        ->check(CLI::IsMember({"pending", "in_flight", "delivered", "exhausted", "cancelled"}));

    CLI::App& delivery = add_command(app, "delivery", "Show one delivery and its attempts", set,
                                     [&set] { return show_delivery(set.delivery); });
    add_client_options(delivery, set.delivery);
    delivery
        .add_option("delivery", set.delivery.delivery,
                    "Number of the delivery, as listed by `defectd deliveries`")
        ->required()
        ->check(is_delivery_number);
}

}  // namespace

void add_query_commands(CLI::App& app, command_set& set)
{
    CLI::App& status =
        add_command(app, "status",
                    "Show the running daemon: last valid reports, pending clears, quarantines and queued "
                    "deliveries",
                    set, [&set] { return show_status(set.status); });
    add_client_options(status, set.status);

    CLI::App& subscribers =
        add_command(app, "subscribers", "Show each subscriber's state and how to fix problems", set,
                    [&set] { return show_subscribers(set.subscribers); });
    add_client_options(subscribers, set.subscribers);

    add_delivery_commands(app, set);

    CLI::App& events =
        add_command(app, "events", "List events as sent, one JSON object per line with its id, newest first",
                    set, [&set] { return list_events(set.events); });
    add_client_options(events, set.events);
    add_filter_options(events, set.events);

    // The group is the heading under which `defectd --help` lists the command.
    for (CLI::App* const command :
         {&status, &subscribers, app.get_subcommand("deliveries"), app.get_subcommand("delivery"), &events})
        command->group(command_group::query);
}

}  // namespace defectd
