#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "json_cells.hpp"
#include "running_daemon.hpp"
#include "subscriber_table.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

void print_scopes(const json::object& status)
{
    const json::array& scopes = status.at("scopes").as_array();
    if (!scopes.empty())
        print_out(fmt::format("{:<20} {:<16} {:<15} {:<4} {:<12} {:<21} {:>6} {:>14}\n", "SOURCE", "ACCOUNT",
                              "MARKETPLACE", "FOR", "STATE", "LAST GOOD REPORT", "OPEN", "PENDING CLEARS"));
    for (const json::value& item : scopes) {
        const json::object& scope = item.as_object();
        print_out(fmt::format("{:<20} {:<16} {:<15} {:<4} {:<12} {:<21} {:>6} {:>14}\n",
                              cell(scope.at("source")), cell(scope.at("account")),
                              cell(scope.at("marketplace_id")), cell(scope.at("fulfillment")),
                              cell(scope.at("state")), time_cell(scope.at("last_good_at")),
                              cell(scope.at("open_defects")), cell(scope.at("pending_clears"))));
        if (!scope.at("reason").is_null())
            print_out(fmt::format("  the last report was refused: {}\n", cell(scope.at("reason"))));
        if (!scope.at("quarantined_since").is_null())
            print_out(fmt::format("  in quarantine since {}; release it with `defectd collect {} --accept`\n",
                                  time_cell(scope.at("quarantined_since")), cell(scope.at("source"))));
    }
    for (const json::value& source : status.at("sources_without_report").as_array())
        print_out(fmt::format("{:<20} waiting for its first report\n", cell(source)));
}

}  // namespace

int show_status(const asking_options& options)
{
    const auto settings = daemon_settings_or_explain(options.configuration_path);
    if (!settings)
        return exit_code::configuration;
    const auto body = running_daemon(*settings).get(api_target("status"));
    if (!body)
        return body.error().exit_code;
    if (options.form != output_form::text) {
        print_out(*body);
        return exit_code::ok;
    }
    const json::value document = json::parse(*body);
    const json::object& status = document.as_object();
    print_out(fmt::format("defectd {}, up since {}, {} events kept\n\n", cell(status.at("version")),
                          time_cell(status.at("started_at")), cell(status.at("events"))));
    print_scopes(status);
    if (const json::array& subscribers = status.at("subscribers").as_array(); !subscribers.empty())
        print_out("\n" + subscriber_table(subscribers));
    return exit_code::ok;
}

}  // namespace defectd
