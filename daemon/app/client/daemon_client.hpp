// A client of the running daemon, for the commands.
#ifndef DEFECTD_APP_CLIENT_DAEMON_CLIENT_HPP
#define DEFECTD_APP_CLIENT_DAEMON_CLIENT_HPP

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/base/time.hpp"
#include "defectd/config/configuration.hpp"

namespace defectd {

/// The reason has been printed; the command ends with this code.
struct ask_failure {
    int exit_code = 0;
};

/// Query parameters, not encoded; those without a value are left out.
using parameter_list = std::vector<std::pair<std::string, std::string>>;

/// Returns "/api/v1/PATH?a=b&c=d", with the values encoded.  The path must be encoded already.
[[nodiscard]] std::string api_target(const std::string& path, const parameter_list& parameters = {});

/// Asks the daemon on the admin socket of `config`, which must outlive it.  Each request is a connection of its own.
class daemon_client {
public:
    explicit daemon_client(const configuration& config) : config_(config) {}

    /// Return the body of a 200.  When there is none, the reason is printed.  They block until the answer is there or
    /// its time is over: 30 s for get(), 30 min for post(), which may do much work.
    [[nodiscard]] result<std::string, ask_failure> get(const std::string& target) const;
    [[nodiscard]] result<std::string, ask_failure> post(const std::string& target) const;

private:
    [[nodiscard]] result<std::string, ask_failure> ask(const std::string& method, const std::string& target,
                                                       duration max_wait) const;

    const configuration& config_;
};

/// Calls `command` with a client of the daemon that the configuration names, and returns its exit code.  When the
/// configuration cannot be read, prints why and returns exit_code::configuration.
[[nodiscard]] int with_daemon(const std::string& configuration_path,
                              const std::function<int(const daemon_client&)>& command);

}  // namespace defectd

#endif
