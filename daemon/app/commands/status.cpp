#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/status_tables.hpp"
#include "client/text_table.hpp"
#include "commands.hpp"

namespace defectd {

int show_status(const client_options& options)
{
    namespace json = boost::json;
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto body = daemon.get(api_target("status"));
        if (!body)
            return body.error().exit_code;
        // The document is one line already, so that --json and --jsonl print the same.
        if (options.form != output_form::text) {
            print_out(*body);
            return exit_code::ok;
        }
        const json::value document = json::parse(*body);
        const json::object& status = document.as_object();
        print_out(fmt::format("defectd {}, running since {}, {} events stored\n\n",
                              cell(status.at("version")), time_cell(status.at("started_at")),
                              cell(status.at("events"))));
        print_out(scope_table(status));
        if (const json::array& subscribers = status.at("subscribers").as_array(); !subscribers.empty())
            print_out("\n" + subscriber_table(subscribers));
        return exit_code::ok;
    });
}

}  // namespace defectd
