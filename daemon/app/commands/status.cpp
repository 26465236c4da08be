#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <chrono>

#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "local_problem.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

constexpr duration longest_wait = std::chrono::seconds{30};

std::string cell(const json::value& value)
{
    if (value.is_null())
        return "-";
    return value.is_string() ? std::string(value.get_string().c_str()) : json::serialize(value);
}

/// "2026-11-23 11:00:00Z": a person needs no milliseconds.
std::string time_cell(const json::value& value)
{
    if (!value.is_string())
        return "-";
    const std::string text(value.get_string().c_str());
    return text.substr(0, 10) + " " + text.substr(11, 8) + "Z";
}

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

void print_subscribers(const json::object& status)
{
    const json::array& subscribers = status.at("subscribers").as_array();
    if (subscribers.empty())
        return;
    print_out(fmt::format("\n{:<20} {:<9} {:>8} {:>10} {:>10} {:>10} {:>10}  {}\n", "SUBSCRIBER", "STATE",
                          "DUE", "SCHEDULED", "IN FLIGHT", "DELIVERED", "EXHAUSTED", "OLDEST DUE"));
    for (const json::value& item : subscribers) {
        const json::object& subscriber = item.as_object();
        print_out(fmt::format("{:<20} {:<9} {:>8} {:>10} {:>10} {:>10} {:>10}  {}\n",
                              cell(subscriber.at("name")), cell(subscriber.at("state")),
                              cell(subscriber.at("due")), cell(subscriber.at("scheduled")),
                              cell(subscriber.at("in_flight")), cell(subscriber.at("delivered")),
                              cell(subscriber.at("exhausted")), time_cell(subscriber.at("oldest_due_at"))));
    }
}

}  // namespace

int show_status(const status_options& options)
{
    const auto loaded = load_or_explain(options.configuration_path);
    if (!loaded)
        return exit_code::configuration;
    const auto answer = call_local(loaded->config.admin_socket, "GET", "/api/v1/status", "", longest_wait);
    if (!answer)
        return explain_failure(answer.error());
    if (answer->status != 200)
        return explain_answer(*answer);
    if (options.as_json) {
        print_out(answer->body);
        return exit_code::ok;
    }
    const json::value document = json::parse(answer->body);
    const json::object& status = document.as_object();
    print_out(fmt::format("defectd {}, up since {}, {} events kept\n\n", cell(status.at("version")),
                          time_cell(status.at("started_at")), cell(status.at("events"))));
    print_scopes(status);
    print_subscribers(status);
    return exit_code::ok;
}

}  // namespace defectd
