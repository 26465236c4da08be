#include "cli/command_set.hpp"
#include "defectd/admin/since.hpp"
#include "defectd/config/marketplaces.hpp"

#include <CLI/CLI.hpp>

namespace defectd {

CLI::App& add_command(CLI::App& app, const char* name, const char* explained, command_set& set,
                      chosen_command command)
{
    // The program's footer, with the first steps, would otherwise be printed after the help of each command.
    CLI::App& added = *app.add_subcommand(name, explained)->footer("");
    added.callback([&set, command = std::move(command)] { set.chosen = command; });
    return added;
}

void add_configuration_option(CLI::App& command, configured_options& options)
{
    command.add_option("-c,--config", options.configuration_path, "Configuration file")
        ->capture_default_str();
}

void add_client_options(CLI::App& command, client_options& options)
{
    add_configuration_option(command, options);
    // --json and --jsonl write the same member, so that the commands have one form to look at.
    const auto prints = [&options](output_form form) { return [&options, form] { options.form = form; }; };
    CLI::Option* const whole =
        command.add_flag_callback("--json", prints(output_form::json), "Print one JSON document");
    command
        .add_flag_callback("--jsonl", prints(output_form::json_lines), "Print JSON, one document per line")
        ->excludes(whole);
}

std::string is_since(const std::string& text)
{
    // Whether it is one does not depend on the present time.
    return parse_since(text, timestamp{}) ? "" : std::string(since_forms);
}

std::string is_delivery_number(const std::string& text)
{
    constexpr std::size_t max_digits = 18;  // more than there can ever be
    const bool is_number = !text.empty() && text.size() <= max_digits &&
                           text.find_first_not_of("0123456789") == std::string::npos &&
                           text.find_first_not_of('0') != std::string::npos;
    return is_number ? "" : "this is not a delivery number; `defectd deliveries` lists them";
}

std::string is_marketplace(const std::string& text)
{
    return find_marketplace(text) != nullptr
               ? ""
               : "unknown marketplace; use a country code such as US or an id such as ATVPDKIKX0DER";
}

}  // namespace defectd
