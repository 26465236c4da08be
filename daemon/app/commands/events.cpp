#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/listing.hpp"
#include "commands.hpp"

namespace defectd {

int list_events(const list_options& options)
{
    const auto settings = daemon_settings_or_explain(options.configuration_path);
    if (!settings)
        return exit_code::configuration;
    const auto read = read_listing(daemon_client(*settings), "events", options);
    if (!read)
        return read.error().exit_code;
    print_listing("events", *read, options.form);
    print_extent(*read, options);
    return exit_code::ok;
}

}  // namespace defectd
