#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/batch_result.hpp"
#include "client/daemon_client.hpp"
#include "client/text_table.hpp"
#include "commands.hpp"
#include "defectd/base/encoding.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// Returns why nothing is sent to the subscriber yet; "" when nothing keeps it waiting.
std::string wait_remark(const json::value& answer)
{
    const std::string state = cell(answer.at("subscriber_state"));
    const std::string subscriber = cell(answer.at("subscriber"));
    if (state == "disabled")
        return fmt::format("; {0} is disabled: nothing is sent until `defectd enable {0}`", subscriber);
    if (state == "paused")
        return fmt::format("; {0} is paused: nothing is sent until `defectd resume {0}`", subscriber);
    return state == "held" ? fmt::format("; {} asked for a pause: nothing is sent until it ends", subscriber)
                           : "";
}

/// Returns the line about a delivery that was made due again.
std::string again_line(const json::value& answer)
{
    const bool is_new = cell(answer.at("outcome")) == "due";
    return fmt::format(
        "delivery {} to {}: {}{}\n", cell(answer.at("delivery")), cell(answer.at("subscriber")),
        is_new ? "queued, with a full retry schedule" : "already queued or in flight; nothing changed",
        wait_remark(answer));
}

}  // namespace

int redeliver(const redeliver_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        batch_result done("deliveries", options.form);
        for (const std::int64_t delivery : options.deliveries)
            if (done.may_go_on())
                done.add(daemon.post(api_target(fmt::format("deliveries/{}/redeliver", delivery))),
                         again_line);
        return done.finish();
    });
}

int recover_events(const recover_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const std::string path = fmt::format("subscribers/{}/recover", percent_encoded(options.subscriber));
        const auto body = daemon.post(api_target(path, {{"since", options.since}, {"state", options.state}}));
        if (!body)
            return body.error().exit_code;
        if (options.form != output_form::text) {
            print_out(*body);
            return exit_code::ok;
        }
        const json::value answer = json::parse(*body);
        const std::string due = cell(answer.at("due"));
        print_out(due == "0"
                      ? fmt::format(
                            "nothing to recover: every matching event was delivered to {} or is already "
                            "queued{}\n",
                            options.subscriber,
                            options.state.empty() ? "; `--state all` also sends delivered events again" : "")
                      : fmt::format("{} event{} queued for {}{}\n", due, due == "1" ? "" : "s",
                                    options.subscriber, wait_remark(answer)));
        return exit_code::ok;
    });
}

}  // namespace defectd
