// The commands of the command line, their options, and the options that several share.
#ifndef DEFECTD_APP_CLI_COMMAND_SET_HPP
#define DEFECTD_APP_CLI_COMMAND_SET_HPP

#include <functional>
#include <string>

#include "commands/commands.hpp"

namespace CLI {
class App;
}

namespace defectd {

/// The command that was chosen; it runs after the whole command line has been read, and returns the exit code.
using chosen_command = std::function<int()>;

/// The options of every command.  The parser writes into them, so that they must outlive it.
struct command_set {
    configured_options run;
    check_config_options check_config;
    print_config_options print_config;
    diff_options diff;
    collect_options collect;
    client_options status;
    client_options subscribers;
    list_options deliveries;
    list_options events;
    delivery_options delivery;
    redeliver_options redeliver;
    recover_options recover;
    subscriber_options ping;
    subscriber_change_options enable;
    subscriber_change_options disable;
    subscriber_change_options pause;
    subscriber_change_options resume;
    listen_options listen;
    new_secret_options new_secret;
    public_key_options public_key;
    version_options version;
    chosen_command chosen;
};

/// Adds a command, which becomes `set.chosen` when it is on the command line.
/// @param explained  its line in `defectd --help`
CLI::App& add_command(CLI::App& app, const char* name, const char* explained, command_set& set,
                      chosen_command command);
/// Adds --config.
void add_configuration_option(CLI::App& command, configured_options& options);

/// Headings of `defectd --help`.
namespace command_group {
inline constexpr const char* daemon = "Daemon";
inline constexpr const char* query = "Inspect the running daemon";
inline constexpr const char* control = "Control subscribers and deliveries";
inline constexpr const char* configuration = "Configuration and secrets";
inline constexpr const char* trying = "Standalone tools";
}  // namespace command_group

/// Adds status, subscribers, deliveries, delivery and events.
void add_query_commands(CLI::App& app, command_set& set);

/// Adds ping, redeliver, recover, enable, disable, pause and resume.
void add_control_commands(CLI::App& app, command_set& set);

/// Adds --config, --json and --jsonl.
void add_client_options(CLI::App& command, client_options& options);

/// Check the value of an option.  They return "" when it is valid, and otherwise what to write instead.
[[nodiscard]] std::string is_since(const std::string& text);
[[nodiscard]] std::string is_delivery_number(const std::string& text);
[[nodiscard]] std::string is_marketplace(const std::string& text);

}  // namespace defectd

#endif
