#include "asking_options.hpp"

#include <CLI/CLI.hpp>

#include "command_set.hpp"
#include "defectd/admin/since.hpp"
#include "defectd/config/marketplaces.hpp"

namespace defectd {

void add_asking_options(CLI::App& command, asking_options& options)
{
    add_configuration_option(command, options);
    const auto prints = [&options](output_form form) { return [&options, form] { options.form = form; }; };
    CLI::Option* const whole =
        command.add_flag_callback("--json", prints(output_form::json), "One JSON document");
    command.add_flag_callback("--jsonl", prints(output_form::json_lines), "JSON, one document a line")
        ->excludes(whole);
}

std::string is_since(const std::string& text)
{
    // Whether it is one does not depend on the present time.
    return parse_since(text, timestamp{}) ? "" : std::string(since_forms);
}

std::string is_marketplace(const std::string& text)
{
    return find_marketplace(text) != nullptr
               ? ""
               : "write a country code like US, or a marketplace id like ATVPDKIKX0DER";
}

}  // namespace defectd
