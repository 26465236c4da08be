#include "client/daemon_client.hpp"

#include <fmt/format.h>

#include "cli/exit_code.hpp"
#include "client/client_errors.hpp"
#include "configuration_file.hpp"
#include "defectd/base/encoding.hpp"

namespace defectd {
namespace {

/// How long an answer may take.  A read waits for the store's current transaction.  A command may be an attempt with
/// the longest timeout there is, or go through every event that is stored.
constexpr duration max_look = std::chrono::seconds{30};
constexpr duration max_command = std::chrono::minutes{30};

}  // namespace

std::string api_target(const std::string& path, const parameter_list& parameters)
{
    std::string target = "/api/v1/" + path;
    char separator = '?';
    for (const auto& [name, value] : parameters) {
        if (value.empty())
            continue;
        target += separator + name + "=" + percent_encoded(value);
        separator = '&';
    }
    return target;
}

result<std::string, ask_failure> daemon_client::get(const std::string& target) const
{
    return ask("GET", target, max_look);
}

result<std::string, ask_failure> daemon_client::post(const std::string& target) const
{
    return ask("POST", target, max_command);
}

result<std::string, ask_failure> daemon_client::ask(const std::string& method, const std::string& target,
                                                    duration max_wait) const
{
    auto answer = call_local(config_.admin_socket, method, target, "", max_wait);
    if (!answer)
        return ask_failure{explain_failure(answer.error())};
    if (answer->status != 200)
        return ask_failure{explain_answer(*answer)};
    return std::move(answer->body);
}

int with_daemon(const std::string& configuration_path,
                const std::function<int(const daemon_client&)>& command)
{
    const auto settings = daemon_settings_or_explain(configuration_path);
    return settings ? command(daemon_client(*settings)) : exit_code::configuration;
}

}  // namespace defectd
