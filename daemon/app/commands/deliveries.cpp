#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/listing.hpp"
#include "client/text_table.hpp"
#include "commands.hpp"

namespace defectd {
namespace {

namespace json = boost::json;
using side = text_table::side;

/// "503 server_error", "timeout", "200"; "-" when there was no attempt.
std::string answer_cell(const json::value& status, const json::value& failure)
{
    if (status.is_null() || failure.is_null())
        return cell(status.is_null() ? failure : status);
    return cell(status) + " " + cell(failure);
}

void print_table(const listing& read)
{
    text_table table({{"DELIVERY", side::right},
                      {"SUBSCRIBER"},
                      {"STATE"},
                      {"EVENT"},
                      {"CREATED"},
                      {"ATTEMPTS", side::right},
                      {"LAST RESPONSE"},
                      {"NEXT ATTEMPT"}});
    for (const std::string& row : read.rows) {
        const json::value one = json::parse(row);
        table.add({cell(one.at("id")), cell(one.at("subscriber")), cell(one.at("state")),
                   cell(one.at("event_type")), time_cell(one.at("event_at")), cell(one.at("attempt_count")),
                   answer_cell(one.at("last_status"), one.at("last_failure")), time_cell(one.at("due_at"))});
    }
    print_out(table.text());
}

void print_facts(const json::object& delivery)
{
    print_out(fmt::format("delivery {} to {}: {}\n", cell(delivery.at("id")), cell(delivery.at("subscriber")),
                          cell(delivery.at("state"))));
    print_out(fmt::format("event    {} {}, created {}\n", cell(delivery.at("event_type")),
                          cell(delivery.at("event_id")), time_cell(delivery.at("event_at"))));
    if (!delivery.at("account").is_null())
        print_out(fmt::format("account  {}, marketplace {}\n", cell(delivery.at("account")),
                              cell(delivery.at("marketplace_id"))));
    if (!delivery.at("due_at").is_null())
        print_out(fmt::format("next     {}\n", time_cell(delivery.at("due_at"))));
    if (!delivery.at("finished_at").is_null())
        print_out(fmt::format("finished {}\n", time_cell(delivery.at("finished_at"))));
    if (cell(delivery.at("state")) == "exhausted")
        print_out(fmt::format("to send it again, run `defectd redeliver {}`\n", cell(delivery.at("id"))));
}

void print_attempts(const json::array& attempts)
{
    if (attempts.empty())
        return;
    text_table table(
        {{"ATTEMPT", side::right}, {"STARTED"}, {"DURATION", side::right}, {"RESPONSE"}, {"MESSAGE"}});
    for (const json::value& one : attempts)
        table.add({cell(one.at("number")), time_cell(one.at("started_at")),
                   cell(one.at("duration_ms")) + " ms", answer_cell(one.at("status"), one.at("failure")),
                   cell(one.at("message"))});
    print_out("\n" + table.text());
}

}  // namespace

int list_deliveries(const list_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto read = read_listing(daemon, "deliveries", options);
        if (!read)
            return read.error().exit_code;
        if (options.form != output_form::text)
            print_listing("deliveries", *read, options.form);
        else if (!read->rows.empty())
            print_table(*read);
        print_extent(*read, options);
        return exit_code::ok;
    });
}

int show_delivery(const delivery_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const auto body = daemon.get(api_target("deliveries/" + std::to_string(options.delivery)));
        if (!body)
            return body.error().exit_code;
        if (options.form != output_form::text) {
            print_out(*body);
            return exit_code::ok;
        }
        const json::value delivery = json::parse(*body);
        print_facts(delivery.as_object());
        print_attempts(delivery.at("attempts").as_array());
        return exit_code::ok;
    });
}

}  // namespace defectd
