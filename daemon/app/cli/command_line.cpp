#include "defectd/app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/command_set.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "defectd/base/text.hpp"

namespace defectd {
namespace {

constexpr const char* about =
    "Watches Amazon order-defect reports and pushes every new defect to your webhooks: signed, retried, never lost.";

constexpr const char* first_steps =
    "First steps:\n"
    "  defectd demo                          the whole way, in one terminal\n"
    "  defectd diff old.csv new.csv          what changed between two reports\n"
    "  defectd secret new > desk.secret      a signing secret\n"
    "  defectd listen --secret-file F        a receiver to develop against\n"
    "  defectd check-config -c FILE          every mistake at once, with its place\n"
    "  defectd run -c FILE                   the daemon, in the foreground\n"
    "  defectd collect SOURCE --dry-run      what a source would tell now; nothing is sent or stored\n"
    "  defectd ping SUBSCRIBER               does the receiver take what the running daemon sends?\n"
    "Each command explains itself: defectd COMMAND --help\n"
    "Exit codes: 0 ok, 1 failed, 2 partly failed, 64 usage, 65 bad input, 69 daemon not reachable, 70 internal,\n"
    "74 input/output, 75 try again, 77 permission, 78 configuration.";

void add_daemon_commands(CLI::App& app, command_set& set)
{
    CLI::App& run = add_command(
        app, "run", "The daemon, in the foreground: collects, compares and delivers until SIGTERM", set,
        [&set] { return run_daemon(set.run); });
    add_configuration_option(run, set.run);

    run.group(command_group::daemon);

    CLI::App& collect = add_command(
        app, "collect",
        "One collection of a source now, by the running daemon; without one it is done here and its deliveries wait",
        set, [&set] { return defectd::collect(set.collect); });
    add_configuration_option(collect, set.collect);
    collect.add_option("source", set.collect.source, "Name of the source")->required();
    collect.add_flag(
        "--dry-run", set.collect.dry_run,
        "Print the events of each scope's newest report, one a line, and change nothing. A scope without a "
        "baseline shows every open defect, as `baseline: notify` would");
    collect.add_flag("--accept", set.collect.accept,
                     "Release a quarantine: the missing defects count as missing");
    collect.add_flag("--json", set.collect.as_json, "One JSON document");
    collect.group(command_group::daemon);
}

void add_configuration_commands(CLI::App& app, command_set& set)
{
    CLI::App& check =
        add_command(app, "check-config",
                    "Every mistake of a configuration at once: FILE:LINE:COL: key.path: what to write", set,
                    [&set] { return check_config(set.check_config); });
    add_configuration_option(check, set.check_config);
    check.add_flag("--json", set.check_config.as_json, "One JSON document");

    CLI::App& print =
        add_command(app, "print-config", "The effective configuration, defaults included, secrets masked",
                    set, [&set] { return print_config(set.print_config); });
    add_configuration_option(print, set.print_config);
    print.add_flag("--origin", set.print_config.with_origin, "Say where each value came from");
    print.add_flag("--json", set.print_config.as_json, "One JSON document");
    check.group(command_group::configuration);
    print.group(command_group::configuration);
}

void add_diff_command(CLI::App& app, command_set& set)
{
    diff_options& options = set.diff;
    CLI::App& diff = add_command(
        app, "diff", "Compares two report files and prints one event a line; no database, no configuration",
        set, [&set] { return diff_reports(set.diff); });
    diff.add_option("old", options.old_path,
                    "The earlier report; /dev/null announces everything open in the new one")
        ->required();
    diff.add_option("new", options.new_path, "The later report")->required();
    diff.add_option("--account", options.account, "Account the reports belong to")->capture_default_str();
    diff.add_option("--marketplace", options.marketplace, "Country code or marketplace id")
        ->capture_default_str();
    diff.add_option("--fulfillment", options.fulfillment,
                    "MFN (or FBM), AFN (or FBA) or ALL: which rows the reports speak for")
        ->capture_default_str();
    diff.add_option("--now", options.now, "Date or RFC 3339 time that every event bears; today by default");
    diff.add_option("--confirm-cleared", options.confirm_cleared,
                    "Good reports in a row without a defect before it counts as cleared")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    diff.group(command_group::trying);
}

void add_secret_commands(CLI::App& app, command_set& set)
{
    CLI::App& secret = *app.add_subcommand("secret", "Signing secrets in Standard Webhooks form")->footer("");
    secret.require_subcommand(1)->group(command_group::configuration);

    CLI::App& made = add_command(secret, "new", "Prints a new random secret, whsec_…", set,
                                 [&set] { return new_secret(set.new_secret); });
    made.add_flag(
        "--ed25519", set.new_secret.is_ed25519,
        "A private key for the scheme standard-ed25519, whsk_…: receivers need only its public key");

    CLI::App& shown = add_command(secret, "public", "Prints the public key of an Ed25519 secret, whpk_…", set,
                                  [&set] { return show_public_key(set.public_key); });
    shown
        .add_option("file", set.public_key.secret_path, "File with the whsk_ secret; - is the standard input")
        ->capture_default_str();
}

void add_development_commands(CLI::App& app, command_set& set)
{
    CLI::App& listen =
        add_command(app, "listen",
                    "A receiver to develop against: prints each delivery and whether its signature verifies",
                    set, [&set] { return listen_for_webhooks(set.listen); });
    listen.add_option("--port", set.listen.port, "Port on 127.0.0.1; 0 takes a free one")
        ->capture_default_str();
    listen.add_option("--secret-file", set.listen.secret_file,
                      "File with the whsec_ secret; a wrong signature gets 401");
    listen.add_option("--status", set.listen.status, "HTTP status to answer with")
        ->capture_default_str()
        ->check(CLI::Range(200, 599));
    listen.group(command_group::trying);

    add_command(app, "demo", "The whole way, on sample reports and a local receiver, in one terminal", set,
                [] { return run_demo(); })
        .group(command_group::trying);

    add_secret_commands(app, set);

    CLI::App& version = add_command(app, "version", "The version, and what it was built with", set,
                                    [&set] { return show_version(set.version); });
    version.add_flag("--json", set.version.as_json, "One JSON document");
    version.group(command_group::trying);
}

/// What is wrong with the first word when no command is named so; the option parser only says that one is missing.
std::optional<std::string> unknown_command(const CLI::App& app, int argc, char** argv)
{
    constexpr std::array<std::string_view, 6> later{"sources", "defects", "backup",
                                                    "reload",  "doctor",  "completion"};
    const std::string_view word = argc > 1 ? argv[1] : "-";
    if (word.starts_with('-'))
        return std::nullopt;
    std::vector<std::string> names;
    for (const CLI::App* const each : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(each->get_name());
    if (std::ranges::find(names, word) != names.end())
        return std::nullopt;
    if (std::ranges::find(later, word) != later.end())
        return fmt::format("`{}` is not in this version; `defectd --help` lists the commands there are",
                           word);
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto nearest = nearest_word(word, known);
    return fmt::format("there is no command `{}`; {}", word,
                       nearest ? fmt::format("did you mean `{}`?", *nearest)
                               : "`defectd --help` lists the commands there are");
}

}  // namespace

int run_command_line(int argc, char** argv)
{
    CLI::App app{about, "defectd"};
    app.footer(first_steps);
    app.set_version_flag("--version", "defectd " DEFECTD_VERSION);
    app.require_subcommand(1);
    app.get_formatter()->column_width(28);
    command_set commands;
    add_daemon_commands(app, commands);
    add_looking_commands(app, commands);
    add_acting_commands(app, commands);
    add_configuration_commands(app, commands);
    add_diff_command(app, commands);
    add_development_commands(app, commands);
    if (const auto problem = unknown_command(app, argc, argv)) {
        print_message(*problem);
        return exit_code::usage;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_code::ok : exit_code::usage;
    }
    try {
        return commands.chosen();
    } catch (const std::exception& error) {
        print_message(error.what());
        return exit_code::internal;
    }
}

}  // namespace defectd
