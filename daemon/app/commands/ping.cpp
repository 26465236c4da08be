#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/daemon_client.hpp"
#include "client/delivery_texts.hpp"
#include "client/text_table.hpp"
#include "commands.hpp"
#include "defectd/base/encoding.hpp"

namespace defectd {

int ping_subscriber(const subscriber_options& options)
{
    return with_daemon(options.configuration_path, [&options](const daemon_client& daemon) {
        const std::string path = fmt::format("subscribers/{}/ping", percent_encoded(options.subscriber));
        const auto body = daemon.post(api_target(path));
        if (!body)
            return body.error().exit_code;
        const boost::json::value ping = boost::json::parse(*body);
        if (options.form == output_form::text)
            print_out(ping_text(ping.as_object()));
        else
            print_out(*body);
        // The exit code is the receiver's answer, so that a script can check it before it enables the subscriber.
        return cell(ping.at("outcome")) == "delivered" ? exit_code::ok : exit_code::failed;
    });
}

}  // namespace defectd
