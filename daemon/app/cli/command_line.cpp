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
    "  defectd demo                          run an end-to-end demo in this terminal\n"
    "  defectd diff old.csv new.csv          show what changed between two reports\n"
    "  defectd secret new > desk.secret      create a signing secret\n"
    "  defectd listen --secret-file F        run a test receiver\n"
    "  defectd check-config -c FILE          list every configuration error with its position\n"
    "  defectd run -c FILE                   run the daemon in the foreground\n"
    "  defectd collect SOURCE --dry-run      show what a source would send now; nothing is sent or stored\n"
    "  defectd ping SUBSCRIBER               check that the receiver accepts deliveries\n"
    "Run `defectd COMMAND --help` for the options of a command.\n"
    "Exit codes: 0 ok, 1 failed, 2 partly failed, 64 usage, 65 bad input, 69 daemon not reachable, 70 internal,\n"
    "74 input/output, 75 try again, 77 permission, 78 configuration.";

/// run, collect.
void add_daemon_commands(CLI::App& app, command_set& set)
{
    CLI::App& run = add_command(app, "run", "Run the daemon in the foreground until SIGTERM", set,
                                [&set] { return run_daemon(set.run); });
    add_configuration_option(run, set.run);

    run.group(command_group::daemon);

    CLI::App& collect =
        add_command(app, "collect",
                    "Collect a source now, in the running daemon. If no daemon is running, collect here "
                    "and leave the deliveries queued",
                    set, [&set] { return defectd::collect(set.collect); });
    add_configuration_option(collect, set.collect);
    collect.add_option("source", set.collect.source, "Name of the source")->required();
    collect.add_flag("--dry-run", set.collect.dry_run,
                     "Print the events of each scope's newest report, one per line, and change nothing. A "
                     "scope without a baseline shows every open defect, as with `baseline: notify`");
    collect.add_flag("--accept", set.collect.accept,
                     "Release a quarantine: count the missing defects as missing");
    collect.add_flag("--json", set.collect.as_json, "Print one JSON document");
    collect.group(command_group::daemon);
}

/// check-config, print-config.
void add_configuration_commands(CLI::App& app, command_set& set)
{
    CLI::App& check = add_command(app, "check-config",
                                  "Check the configuration and list every error (FILE:LINE:COL: key: fix)",
                                  set, [&set] { return check_config(set.check_config); });
    add_configuration_option(check, set.check_config);
    check.add_flag("--json", set.check_config.as_json, "Print one JSON document");

    CLI::App& print = add_command(
        app, "print-config", "Print the effective configuration, including defaults, with secrets masked",
        set, [&set] { return print_config(set.print_config); });
    add_configuration_option(print, set.print_config);
    print.add_flag("--origin", set.print_config.with_origin, "Show where each value came from");
    print.add_flag("--json", set.print_config.as_json, "Print one JSON document");
    check.group(command_group::configuration);
    print.group(command_group::configuration);
}

/// diff.
void add_diff_command(CLI::App& app, command_set& set)
{
    diff_options& options = set.diff;
    CLI::App& diff =
        add_command(app, "diff",
                    "Compare two report files and print one event per line; needs no database or "
                    "configuration",
                    set, [&set] { return diff_reports(set.diff); });
    diff.add_option("old", options.old_path,
                    "The earlier report; with /dev/null every open defect in the new one is announced")
        ->required();
    diff.add_option("new", options.new_path, "The later report")->required();
    diff.add_option("--account", options.account, "Account that the reports belong to")
        ->capture_default_str();
    diff.add_option("--marketplace", options.marketplace, "Country code or marketplace id")
        ->capture_default_str();
    diff.add_option("--fulfillment", options.fulfillment,
                    "Rows that the reports cover: MFN (or FBM), AFN (or FBA) or ALL")
        ->capture_default_str();
    diff.add_option("--now", options.now, "Date or RFC 3339 time to stamp on events (default: today)");
    diff.add_option("--confirm-cleared", options.confirm_cleared,
                    "Consecutive valid reports without a defect before it counts as cleared")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    diff.group(command_group::trying);
}

/// secret new, secret public.
void add_secret_commands(CLI::App& app, command_set& set)
{
    CLI::App& secret =
        *app.add_subcommand("secret", "Create signing secrets in Standard Webhooks form")->footer("");
    secret.require_subcommand(1)->group(command_group::configuration);

    CLI::App& made = add_command(secret, "new", "Print a new random secret (whsec_…)", set,
                                 [&set] { return new_secret(set.new_secret); });
    made.add_flag("--ed25519", set.new_secret.is_ed25519,
                  "Make a private key for the scheme standard-ed25519 (whsk_…); receivers need only "
                  "its public key");

    CLI::App& shown = add_command(secret, "public", "Print the public key (whpk_…) of an Ed25519 secret", set,
                                  [&set] { return show_public_key(set.public_key); });
    shown
        .add_option("file", set.public_key.secret_path, "File with the whsk_ secret; - reads standard input")
        ->capture_default_str();
}

/// listen, demo, secret, version.
void add_development_commands(CLI::App& app, command_set& set)
{
    CLI::App& listen =
        add_command(app, "listen", "Run a test receiver that prints deliveries and verifies signatures", set,
                    [&set] { return listen_for_webhooks(set.listen); });
    listen.add_option("--port", set.listen.port, "Port on 127.0.0.1; 0 chooses a free port")
        ->capture_default_str();
    listen.add_option("--secret-file", set.listen.secret_file,
                      "File with the whsec_ secret; a delivery with a wrong signature gets 401");
    listen.add_option("--status", set.listen.status, "HTTP status to answer with")
        ->capture_default_str()
        ->check(CLI::Range(200, 599));
    listen.group(command_group::trying);

    add_command(app, "demo", "Run an end-to-end demo with sample reports and a local receiver", set, [] {
        return run_demo();
    }).group(command_group::trying);

    add_secret_commands(app, set);

    CLI::App& version = add_command(app, "version", "Show the version and the libraries it uses", set,
                                    [&set] { return show_version(set.version); });
    version.add_flag("--json", set.version.as_json, "Print one JSON document");
    version.group(command_group::trying);
}

/// Returns what is wrong with the first word when it is not a command; the option parser would only say that a command
/// is missing.
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
        return fmt::format("`{}` is not available in this version; `defectd --help` lists the commands",
                           word);
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto nearest = nearest_word(word, known);
    return fmt::format("unknown command `{}`; {}", word,
                       nearest ? fmt::format("did you mean `{}`?", *nearest)
                               : "`defectd --help` lists the commands");
}

/// Returns the upper-case letter; the names of arguments are ASCII.
char to_upper(char c)
{
    return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Returns an error of the option parser in the form of all other messages: "missing SUBSCRIBER; see
/// `defectd ping --help`".
std::string usage_problem(const CLI::App* app, const CLI::Error& error)
{
    constexpr std::string_view required = " is required";
    constexpr std::string_view extra = "The following argument was not expected: ";
    constexpr std::string_view extras = "The following arguments were not expected: ";
    std::string command = "defectd";
    // The innermost command that was recognized, because its help is the one to read.
    for (auto chosen = app->get_subcommands(); !chosen.empty(); chosen = chosen.front()->get_subcommands())
        command += " " + chosen.front()->get_name();
    std::string problem = error.what();
    if (problem == "A subcommand is required") {
        problem = "missing command";
    } else if (problem.ends_with(required)) {
        problem.resize(problem.size() - required.size());
        if (!problem.starts_with('-'))
            std::ranges::transform(problem, problem.begin(), [](char c) { return to_upper(c); });
        problem = "missing " + problem;
    } else if (problem.starts_with(extra)) {
        problem.replace(0, extra.size(), "unexpected argument ");
    } else if (problem.starts_with(extras)) {
        problem.replace(0, extras.size(), "unexpected arguments ");
    }
    if (problem.starts_with("Could"))
        problem.front() = 'c';
    return fmt::format("defectd: {}; see `{} --help`\n", problem, command);
}

}  // namespace

int run_command_line(int argc, char** argv)
{
    CLI::App app{about, "defectd"};
    app.footer(first_steps);
    app.failure_message(usage_problem);
    app.set_version_flag("--version", "defectd " DEFECTD_VERSION);
    app.require_subcommand(1);
    app.get_formatter()->column_width(28);
    command_set commands;
    add_daemon_commands(app, commands);
    add_query_commands(app, commands);
    add_control_commands(app, commands);
    add_configuration_commands(app, commands);
    add_diff_command(app, commands);
    add_development_commands(app, commands);
    // Before parsing, which would end with a less useful message.
    if (const auto problem = unknown_command(app, argc, argv)) {
        print_message(*problem);
        return exit_code::usage;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // --help and --version are exceptions too, with code 0.
        return app.exit(error) == 0 ? exit_code::ok : exit_code::usage;
    }
    try {
        // Run only now: while parsing, a later option could still be wrong.
        return commands.chosen();
    } catch (const std::exception& error) {
        print_message(error.what());
        return exit_code::internal;
    }
}

}  // namespace defectd
