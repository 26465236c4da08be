#include <CLI/CLI.hpp>

#include "cli/command_set.hpp"

namespace defectd {
namespace {

/// Adds a command in the group of those that change something.
CLI::App& add_control_command(CLI::App& app, const char* name, const char* explained, command_set& set,
                              chosen_command command)
{
    CLI::App& added = add_command(app, name, explained, set, std::move(command));
    added.group(command_group::control);
    return added;
}

/// Adds one of enable, disable, pause and resume; its name is also the API's.
void add_switch(CLI::App& app, const char* what, const char* explained, command_set& set,
                subscriber_change_options& options)
{
    options.what = what;
    CLI::App& command =
        add_control_command(app, what, explained, set, [&options] { return change_subscribers(options); });
    add_client_options(command, options);
}

/// ping, redeliver, recover.
void add_sending_commands(CLI::App& app, command_set& set)
{
    CLI::App& ping =
        add_control_command(app, "ping", "Send a signed webhook.ping now and show the response and timings",
                            set, [&set] { return ping_subscriber(set.ping); });
    add_client_options(ping, set.ping);
    ping.add_option("subscriber", set.ping.subscriber, "Name of the subscriber; it may be disabled")
        ->required();

    CLI::App& redelivered = add_control_command(
        app, "redeliver",
        "Send finished deliveries again, with a full retry schedule and the same webhook-id", set,
        [&set] { return redeliver(set.redeliver); });
    add_client_options(redelivered, set.redeliver);
    redelivered
        .add_option("deliveries", set.redeliver.deliveries,
                    "Delivery numbers; `defectd deliveries --state exhausted` lists those whose retries "
                    "are used up")
        ->required()
        ->check(is_delivery_number);

    CLI::App& recovered = add_control_command(
        app, "recover",
        "Send a subscriber every matching event it never received: exhausted deliveries, and "
        "events from before it existed",
        set, [&set] { return recover_events(set.recover); });
    add_client_options(recovered, set.recover);
    recovered.add_option("subscriber", set.recover.subscriber, "Name of the subscriber")->required();
    recovered
        .add_option("--since", set.recover.since,
                    "Recover events created since: a span before now (2h, 7d) or a time "
                    "(2026-11-23T11:00:00Z)")
        ->required()
        ->check(is_since);
    recovered.add_option("--state", set.recover.state, "`all` also sends events that were already delivered")
        ->check(CLI::IsMember({"all"}));
}

}  // namespace

void add_control_commands(CLI::App& app, command_set& set)
{
    add_sending_commands(app, set);
    add_switch(app, "enable", "Enable a subscriber and send its queued events now", set, set.enable);
    add_switch(app, "disable",
               "Stop sending to a subscriber until `enable` (survives restarts); events are queued", set,
               set.disable);
    add_switch(app, "pause",
               "Stop sending to subscribers until `resume` (survives restarts); events are queued", set,
               set.pause);
    add_switch(app, "resume", "Resume sending to subscribers", set, set.resume);
    // enable and disable take exactly one name, since a slip would reach every subscriber; pause and resume take any.
    for (subscriber_change_options* const options : {&set.enable, &set.disable})
        app.get_subcommand(options->what)
            ->add_option("subscriber", options->subscribers, "Name of the subscriber")
            ->required()
            ->expected(1);
    for (subscriber_change_options* const options : {&set.pause, &set.resume})
        app.get_subcommand(options->what)
            ->add_option("subscribers", options->subscribers, "Names of the subscribers (default: all)");
}

}  // namespace defectd
