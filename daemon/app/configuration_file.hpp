// Loads the configuration for the commands, from the file system and the environment.
#ifndef DEFECTD_APP_CONFIGURATION_FILE_HPP
#define DEFECTD_APP_CONFIGURATION_FILE_HPP

#include <optional>
#include <string>

#include "defectd/config/load.hpp"

namespace defectd {

inline constexpr const char* default_configuration_path = "/etc/defectd/defectd.yaml";

/// Returns the real file system, working directory and environment variables.
[[nodiscard]] config_environment real_environment();

/// Loads the configuration.  When it has mistakes, prints them on stderr and returns nullopt; the command then ends
/// with exit code 78.  Warnings are left to the caller: a command prints them, the daemon logs them.
[[nodiscard]] std::optional<loaded_configuration> load_or_explain(const std::string& path);

/// Prints the warnings on stderr, one per line.
void print_warnings(const loaded_configuration& loaded);

/// As load_or_explain(), for commands that only ask the running daemon.  They need no secret, and go on working while
/// sources and subscribers are being edited.
[[nodiscard]] std::optional<configuration> daemon_settings_or_explain(const std::string& path);

}  // namespace defectd

#endif
