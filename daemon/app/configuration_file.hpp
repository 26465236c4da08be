// The configuration as commands get it: from the file system and the environment.
#ifndef DEFECTD_APP_CONFIGURATION_FILE_HPP
#define DEFECTD_APP_CONFIGURATION_FILE_HPP

#include <optional>
#include <string>

#include "defectd/config/load.hpp"

namespace defectd {

inline constexpr const char* default_configuration_path = "/etc/defectd/defectd.yaml";

/// The real file system, working directory and environment.
[[nodiscard]] config_environment real_environment();

/// Loads it; prints the mistakes on stderr and gives nullopt when there are any (exit code 78).  Warnings are the
/// caller's to tell: a command prints them, the daemon logs them.
[[nodiscard]] std::optional<loaded_configuration> load_or_explain(const std::string& path);

/// On stderr, one line each.
void print_warnings(const loaded_configuration& loaded);

/// The same for commands that only ask the running daemon: they need no secret, and work beside a file that is being
/// changed.
[[nodiscard]] std::optional<configuration> daemon_settings_or_explain(const std::string& path);

}  // namespace defectd

#endif
