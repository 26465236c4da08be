#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/status_tables.hpp"
#include "commands.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

}  // namespace

int show_subscribers(const client_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto body = daemon.get(api_target("subscribers"));
        if (!body)
            return body.error().exit_code;
        if (options.form == output_form::json) {
            print_out(*body);
            return exit_code::ok;
        }
        const json::value document = json::parse(*body);
        const json::array& subscribers = document.at("subscribers").as_array();
        // Each subscriber is a document of its own, since `grep` and `jq` work by lines.
        if (options.form == output_form::json_lines)
            for (const json::value& one : subscribers)
                print_out(json::serialize(one) + "\n");
        else if (subscribers.empty())
            print_message("the configuration has no subscribers; add one under `subscribers:`");
        else
            print_out(subscriber_table(subscribers));
        return exit_code::ok;
    });
}

}  // namespace defectd
