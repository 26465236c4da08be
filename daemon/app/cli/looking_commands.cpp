#include <CLI/CLI.hpp>

#include "cli/command_set.hpp"

namespace defectd {
namespace {

void add_filter_options(CLI::App& command, list_options& options)
{
    command.add_option("--account", options.account, "Only of this account");
    command.add_option("--marketplace", options.marketplace, "Only of this country code or marketplace id")
        ->check(is_marketplace);
    command.add_option("--subscriber", options.subscriber, "Only for this subscriber");
    command
        .add_option("--since", options.since,
                    "Only what was told since: a span before now (2h, 7d), or a time (2026-11-23T11:00:00Z)")
        ->check(is_since);
    command.add_option("--limit", options.limit, "At most so many, the newest first")
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000));
}

void add_delivery_commands(CLI::App& app, command_set& set)
{
    CLI::App& deliveries = add_command(
        app, "deliveries", "What was, is or will be sent: an event to a subscriber each, newest first", set,
        [&set] { return list_deliveries(set.deliveries); });
    add_asking_options(deliveries, set.deliveries);
    add_filter_options(deliveries, set.deliveries);
    deliveries
        .add_option("--state", set.deliveries.state,
                    "Only those in this state; exhausted are those that ran out of retries")
        ->check(CLI::IsMember({"pending", "in_flight", "delivered", "exhausted", "cancelled"}));

    CLI::App& delivery = add_command(app, "delivery", "One delivery with every attempt", set,
                                     [&set] { return show_delivery(set.delivery); });
    add_asking_options(delivery, set.delivery);
    delivery.add_option("delivery", set.delivery.delivery, "Its number, as `defectd deliveries` shows it")
        ->required()
        ->check(is_delivery_number);
}

}  // namespace

void add_looking_commands(CLI::App& app, command_set& set)
{
    CLI::App& status = add_command(
        app, "status", "The running daemon: last good reports, pending clears, quarantines, what is due", set,
        [&set] { return show_status(set.status); });
    add_asking_options(status, set.status);

    CLI::App& subscribers = add_command(
        app, "subscribers", "How each subscriber is doing, and what to do about one that is not well", set,
        [&set] { return show_subscribers(set.subscribers); });
    add_asking_options(subscribers, set.subscribers);

    add_delivery_commands(app, set);

    CLI::App& events = add_command(
        app, "events",
        "What was told: the body of each event as it was sent, with its id, one a line, newest first", set,
        [&set] { return list_events(set.events); });
    add_asking_options(events, set.events);
    add_filter_options(events, set.events);

    for (CLI::App* const command :
         {&status, &subscribers, app.get_subcommand("deliveries"), app.get_subcommand("delivery"), &events})
        command->group(command_group::looking);
}

}  // namespace defectd
