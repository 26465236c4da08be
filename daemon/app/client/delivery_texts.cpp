#include "client/delivery_texts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <utility>

#include "client/text_table.hpp"

namespace defectd {
namespace {

namespace json = boost::json;
using side = text_table::side;

/// Returns "503 server_error", "timeout" or "200"; "-" when there was no attempt.
std::string answer_cell(const json::value& status, const json::value& failure)
{
    if (status.is_null() || failure.is_null())
        return cell(status.is_null() ? failure : status);
    return cell(status) + " " + cell(failure);
}

/// Returns the lines about the delivery itself; those without a value are omitted.
std::string facts_of(const json::object& delivery)
{
    std::string text;
    text += fmt::format("delivery {} to {}: {}\n", cell(delivery.at("id")), cell(delivery.at("subscriber")),
                        cell(delivery.at("state")));
    text += fmt::format("event    {} {}, created {}\n", cell(delivery.at("event_type")),
                        cell(delivery.at("event_id")), time_cell(delivery.at("event_at")));
    if (!delivery.at("account").is_null())
        text += fmt::format("account  {}, marketplace {}\n", cell(delivery.at("account")),
                            cell(delivery.at("marketplace_id")));
    if (!delivery.at("due_at").is_null())
        text += fmt::format("next     {}\n", time_cell(delivery.at("due_at")));
    if (!delivery.at("finished_at").is_null())
        text += fmt::format("finished {}\n", time_cell(delivery.at("finished_at")));
    // Nothing more happens by itself to an exhausted delivery, so that the reader needs to know what to do.
    if (cell(delivery.at("state")) == "exhausted")
        text += fmt::format("to send it again, run `defectd redeliver {}`\n", cell(delivery.at("id")));
    return text;
}

/// Returns the table of the attempts, after an empty line; "" when there were none.
std::string attempts_table(const json::array& attempts)
{
    if (attempts.empty())
        return "";
    text_table table(
        {{"ATTEMPT", side::right}, {"STARTED"}, {"DURATION", side::right}, {"RESPONSE"}, {"MESSAGE"}});
    for (const json::value& one : attempts)
        table.add({cell(one.at("number")), time_cell(one.at("started_at")),
                   cell(one.at("duration_ms")) + " ms", answer_cell(one.at("status"), one.at("failure")),
                   cell(one.at("message"))});
    return "\n" + table.text();
}

/// Returns "dns 3 ms, connect 21 ms, first byte 80 ms, total 104 ms": the parts that are known.
std::string times_of(const json::object& ping)
{
    constexpr std::pair<const char*, const char*> parts[] = {
        {"dns", "dns_ms"}, {"connect", "connect_ms"}, {"tls", "tls_ms"}, {"first byte", "first_byte_ms"}};
    std::string times;
    for (const auto& [name, member] : parts)
        if (!ping.at(member).is_null())
            times += fmt::format("{} {} ms, ", name, cell(ping.at(member)));
    return times + fmt::format("total {} ms", cell(ping.at("total_ms")));
}

}  // namespace

std::string deliveries_table(const std::vector<std::string>& rows)
{
    text_table table({{"DELIVERY", side::right},
                      {"SUBSCRIBER"},
                      {"STATE"},
                      {"EVENT"},
                      {"CREATED"},
                      {"ATTEMPTS", side::right},
                      {"LAST RESPONSE"},
                      {"NEXT ATTEMPT"}});
    for (const std::string& row : rows) {
        const json::value one = json::parse(row);
        table.add({cell(one.at("id")), cell(one.at("subscriber")), cell(one.at("state")),
                   cell(one.at("event_type")), time_cell(one.at("event_at")), cell(one.at("attempt_count")),
                   answer_cell(one.at("last_status"), one.at("last_failure")), time_cell(one.at("due_at"))});
    }
    return table.text();
}

std::string delivery_text(const json::object& delivery)
{
    return facts_of(delivery) + attempts_table(delivery.at("attempts").as_array());
}

std::string ping_text(const json::object& ping)
{
    const bool is_delivered = cell(ping.at("outcome")) == "delivered";
    const bool has_response = !ping.at("status").is_null();
    std::string text = fmt::format("{} {} webhook.ping {}\n", cell(ping.at("subscriber")),
                                   is_delivered   ? "accepted"
                                   : has_response ? "rejected"
                                                  : "did not respond to",
                                   cell(ping.at("event_id")));
    if (has_response)
        text += fmt::format("  response     HTTP {}{}\n", cell(ping.at("status")),
                            is_delivered ? "" : fmt::format(" ({})", cell(ping.at("failure"))));
    else
        text += fmt::format("  no response  {}: {}\n", cell(ping.at("failure")), cell(ping.at("what")));
    if (!ping.at("body_head").is_null())
        text += fmt::format("  body         {}\n", cell(ping.at("body_head")));
    text += fmt::format("  timings      {}\n", times_of(ping));
    if (!ping.at("certificate_expires_at").is_null())
        text += fmt::format("  certificate  expires {}\n", time_cell(ping.at("certificate_expires_at")));
    return text;
}

}  // namespace defectd
