#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/listing.hpp"
#include "commands.hpp"

namespace defectd {

int list_events(const list_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto read = read_listing(daemon, "events", options);
        if (!read)
            return read.error().exit_code;
        // Events are JSON in every form, since they are printed as they are sent.
        print_listing("events", *read, options.form);
        print_extent(*read, options);
        return exit_code::ok;
    });
}

}  // namespace defectd
