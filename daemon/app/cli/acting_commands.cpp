#include <CLI/CLI.hpp>

#include "cli/command_set.hpp"

namespace defectd {
namespace {

CLI::App& add_acting_command(CLI::App& app, const char* name, const char* explained, command_set& set,
                             chosen_command command)
{
    CLI::App& added = add_command(app, name, explained, set, std::move(command));
    added.group(command_group::acting);
    return added;
}

void add_switch(CLI::App& app, const char* what, const char* explained, command_set& set,
                switching_options& options)
{
    options.what = what;
    CLI::App& command =
        add_acting_command(app, what, explained, set, [&options] { return switch_subscribers(options); });
    add_asking_options(command, options);
}

void add_sending_commands(CLI::App& app, command_set& set)
{
    CLI::App& ping = add_acting_command(
        app, "ping", "Sends a signed webhook.ping at once, and shows the answer and where the time went", set,
        [&set] { return ping_subscriber(set.ping); });
    add_asking_options(ping, set.ping);
    ping.add_option("subscriber", set.ping.subscriber, "Name of the subscriber, disabled or not")->required();

    CLI::App& redelivered = add_acting_command(
        app, "redeliver",
        "Sends finished deliveries again, with all their retries, under the same webhook-id", set,
        [&set] { return redeliver(set.redeliver); });
    add_asking_options(redelivered, set.redeliver);
    redelivered
        .add_option(
            "deliveries", set.redeliver.deliveries,
            "Their numbers; `defectd deliveries --state exhausted` shows those that ran out of retries")
        ->required()
        ->check(is_delivery_number);

    CLI::App& recovered = add_acting_command(
        app, "recover",
        "Sends a subscriber every event it wants and never got: exhausted ones, and those from before it existed",
        set, [&set] { return recover_events(set.recover); });
    add_asking_options(recovered, set.recover);
    recovered.add_option("subscriber", set.recover.subscriber, "Name of the subscriber")->required();
    recovered
        .add_option("--since", set.recover.since,
                    "Events told since: a span before now (2h, 7d), or a time (2026-11-23T11:00:00Z)")
        ->required()
        ->check(is_since);
    recovered.add_option("--state", set.recover.state, "`all` sends again what was delivered, too")
        ->check(CLI::IsMember({"all"}));
}

}  // namespace

void add_acting_commands(CLI::App& app, command_set& set)
{
    add_sending_commands(app, set);
    add_switch(app, "enable", "A subscriber gets its events again, at once; forgets why it was disabled", set,
               set.enable);
    add_switch(app, "disable",
               "A subscriber gets nothing until `enable`, over restarts too; its events are kept", set,
               set.disable);
    add_switch(app, "pause",
               "Subscribers get nothing until `resume`, over restarts too; their events are kept", set,
               set.pause);
    add_switch(app, "resume", "Subscribers get their events again", set, set.resume);
    for (switching_options* const options : {&set.enable, &set.disable})
        app.get_subcommand(options->what)
            ->add_option("subscriber", options->subscribers, "Name of the subscriber")
            ->required()
            ->expected(1);
    for (switching_options* const options : {&set.pause, &set.resume})
        app.get_subcommand(options->what)
            ->add_option("subscribers", options->subscribers,
                         "Names of the subscribers; without any, all of them");
}

}  // namespace defectd
