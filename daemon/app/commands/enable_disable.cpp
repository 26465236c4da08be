#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "client/batch_result.hpp"
#include "client/daemon_client.hpp"
#include "client/text_table.hpp"
#include "commands.hpp"
#include "defectd/base/encoding.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// Returns the line about a subscriber after the change.
std::string state_line(const json::value& subscriber)
{
    return fmt::format("{}: {}; {} due, {} scheduled\n", cell(subscriber.at("name")),
                       cell(subscriber.at("state")), cell(subscriber.at("due")),
                       cell(subscriber.at("scheduled")));
}

/// Returns the names of the running daemon's subscribers, since the file may have changed after its start.
result<std::vector<std::string>, ask_failure> every_subscriber(const daemon_client& daemon)
{
    const auto body = daemon.get(api_target("subscribers"));
    if (!body)
        return body.error();
    const json::value document = json::parse(*body);
    std::vector<std::string> names;
    for (const json::value& subscriber : document.at("subscribers").as_array())
        names.push_back(cell(subscriber.at("name")));
    return names;
}

}  // namespace

int change_subscribers(const subscriber_change_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        // Without names the command is for all.
        std::vector<std::string> names = options.subscribers;
        if (names.empty()) {
            auto every = every_subscriber(daemon);
            if (!every)
                return every.error().exit_code;
            names = std::move(*every);
        }
        batch_result done("subscribers", options.form);
        for (const std::string& name : names)
            if (done.may_go_on())
                done.add(daemon.post(api_target(
                             fmt::format("subscribers/{}/{}", percent_encoded(name), options.what))),
                         state_line);
        return done.finish();
    });
}

}  // namespace defectd
