#include "cli/command_set.hpp"

#include <CLI/CLI.hpp>

namespace defectd {

CLI::App& add_command(CLI::App& app, const char* name, const char* explained, command_set& set,
                      chosen_command command)
{
    CLI::App& added = *app.add_subcommand(name, explained)->footer("");
    added.callback([&set, command = std::move(command)] { set.chosen = command; });
    return added;
}

void add_configuration_option(CLI::App& command, configured_options& options)
{
    command.add_option("-c,--config", options.configuration_path, "The configuration file")
        ->capture_default_str();
}

}  // namespace defectd
