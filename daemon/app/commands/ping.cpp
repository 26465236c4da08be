#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/text_table.hpp"
#include "commands.hpp"
#include "defectd/base/encoding.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// "dns 3 ms, connect 21 ms, first byte 80 ms, total 104 ms": the parts that are known.
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

void print_ping(const json::object& ping)
{
    const bool is_delivered = cell(ping.at("outcome")) == "delivered";
    const bool has_response = !ping.at("status").is_null();
    print_out(fmt::format("{} {} webhook.ping {}\n", cell(ping.at("subscriber")),
                          is_delivered   ? "accepted"
                          : has_response ? "rejected"
                                         : "did not respond to",
                          cell(ping.at("event_id"))));
    if (has_response)
        print_out(fmt::format("  response     HTTP {}{}\n", cell(ping.at("status")),
                              is_delivered ? "" : fmt::format(" ({})", cell(ping.at("failure")))));
    else
        print_out(fmt::format("  no response  {}: {}\n", cell(ping.at("failure")), cell(ping.at("what"))));
    if (!ping.at("body_head").is_null())
        print_out(fmt::format("  body         {}\n", cell(ping.at("body_head"))));
    print_out(fmt::format("  timings      {}\n", times_of(ping)));
    if (!ping.at("certificate_expires_at").is_null())
        print_out(fmt::format("  certificate  expires {}\n", time_cell(ping.at("certificate_expires_at"))));
}

}  // namespace

int ping_subscriber(const subscriber_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const std::string path = fmt::format("subscribers/{}/ping", percent_encoded(options.subscriber));
        const auto body = daemon.post(api_target(path));
        if (!body)
            return body.error().exit_code;
        const json::value ping = json::parse(*body);
        if (options.form == output_form::text)
            print_ping(ping.as_object());
        else
            print_out(*body);
        return cell(ping.at("outcome")) == "delivered" ? exit_code::ok : exit_code::failed;
    });
}

}  // namespace defectd
