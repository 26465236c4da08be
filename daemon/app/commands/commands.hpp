// The commands of the command line and their options.  Each command prints its result on stdout and its messages on
// stderr, and returns the exit code (cli/exit_code.hpp).  The defaults of the options are those of the command line.
#ifndef DEFECTD_APP_COMMANDS_COMMANDS_HPP
#define DEFECTD_APP_COMMANDS_COMMANDS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "configuration_file.hpp"

namespace defectd {

/// Options shared by the commands that read a configuration.
struct configured_options {
    std::string configuration_path = default_configuration_path;
};

/// Runs the daemon in the foreground until SIGTERM.
[[nodiscard]] int run_daemon(const configured_options& options);

struct check_config_options : configured_options {
    bool as_json = false;
};
/// Prints every mistake of the configuration; 78 when there are any.
[[nodiscard]] int check_config(const check_config_options& options);

struct print_config_options : configured_options {
    bool with_origin = false;
    bool as_json = false;
};
/// Prints the effective configuration with its secrets masked.
[[nodiscard]] int print_config(const print_config_options& options);

struct diff_options {
    std::string old_path;
    std::string new_path;
    std::string account = "default";
    std::string marketplace = "US";
    std::string fulfillment = "ALL";
    std::string now;  ///< a date or RFC 3339; empty is today
    int confirm_cleared = 2;
};
/// Compares two report files and prints one event per line.  It needs neither a database nor a configuration.
[[nodiscard]] int diff_reports(const diff_options& options);

struct collect_options : configured_options {
    std::string source;
    bool dry_run = false;
    bool accept = false;
    bool as_json = false;
};
/// Collects a source in the running daemon, or in this process when there is none.
[[nodiscard]] int collect(const collect_options& options);

/// How the answer of the running daemon is printed.
enum class output_form { text, json, json_lines };

/// Options of the commands that ask the running daemon.
struct client_options : configured_options {
    output_form form = output_form::text;
};

/// Print the state of the scopes and of the subscribers.
[[nodiscard]] int show_status(const client_options& options);
[[nodiscard]] int show_subscribers(const client_options& options);

/// What a list shows; empty texts let everything pass.
struct list_options : client_options {
    std::string account;
    std::string marketplace;
    std::string subscriber;
    std::string state;  ///< deliveries only
    std::string since;
    int limit = 50;
};
/// Print a list, the newest first.
[[nodiscard]] int list_deliveries(const list_options& options);
[[nodiscard]] int list_events(const list_options& options);

struct delivery_options : client_options {
    std::int64_t delivery = 0;
};
/// Prints a delivery and its attempts.
[[nodiscard]] int show_delivery(const delivery_options& options);

struct redeliver_options : client_options {
    std::vector<std::int64_t> deliveries;
};
/// Makes finished deliveries due again; 2 when only some could be.
[[nodiscard]] int redeliver(const redeliver_options& options);

struct subscriber_options : client_options {
    std::string subscriber;
};
/// Sends a test event now and prints what came of it; 1 when it was not accepted.
[[nodiscard]] int ping_subscriber(const subscriber_options& options);

struct recover_options : subscriber_options {
    std::string since;
    std::string state;  ///< "all", or empty
};
/// Makes the events due that a subscriber has not received.
[[nodiscard]] int recover_events(const recover_options& options);

struct subscriber_change_options : client_options {
    std::string what;                      ///< enable, disable, pause or resume
    std::vector<std::string> subscribers;  ///< empty: all of them
};
/// Enables, disables, pauses or resumes subscribers and prints their new state.
[[nodiscard]] int change_subscribers(const subscriber_change_options& options);

struct listen_options {
    std::uint16_t port = 8787;
    std::string secret_file;
    int status = 200;
};
/// Runs a receiver on 127.0.0.1 until SIGINT or SIGTERM, and prints what it receives.
[[nodiscard]] int listen_for_webhooks(const listen_options& options);

/// Runs the demo, which takes some seconds; it uses only 127.0.0.1 and a temporary folder.
[[nodiscard]] int run_demo();

struct new_secret_options {
    bool is_ed25519 = false;
};
/// Prints a new signing secret.
[[nodiscard]] int new_secret(const new_secret_options& options);

struct public_key_options {
    std::string secret_path = "-";  ///< "-" is the standard input
};
/// Prints the public key of an Ed25519 secret.
[[nodiscard]] int show_public_key(const public_key_options& options);

struct version_options {
    bool as_json = false;
};
/// Prints the version of defectd and of its libraries.
[[nodiscard]] int show_version(const version_options& options);

}  // namespace defectd

#endif
