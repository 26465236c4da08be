// Turns YAML into the typed configuration, or into a list of every mistake with its position.
// Pure, except for the files that it reads through `config_environment`.
#ifndef DEFECTD_CONFIG_LOAD_HPP
#define DEFECTD_CONFIG_LOAD_HPP

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/config/configuration.hpp"

namespace defectd {

/// A file as the configuration sees it.
struct file_content {
    std::string bytes;
    bool world_readable = false;
};

/// Why a file could not be read, or a folder listed: "No such file or directory".
struct file_error {
    std::string what;
};

/// What loading gets from the system.  app passes the real files and variables, tests a map.
struct config_environment {
    std::function<result<file_content, file_error>(const std::string& path)> read_file;
    /// Paths of `*.yaml` in a folder, sorted; empty when the folder does not exist.
    std::function<result<std::vector<std::string>, file_error>(const std::string& folder)> list_yaml;
    std::string working_directory;      ///< absolute; what ./defectd-state counts from
    std::string state_directory;        ///< $STATE_DIRECTORY or empty
    std::string runtime_directory;      ///< $RUNTIME_DIRECTORY or empty
    std::string credentials_directory;  ///< $CREDENTIALS_DIRECTORY or empty
};

/// A mistake or a warning: where it is, and what to write instead.  It never contains a secret.
struct config_note {
    std::string file;
    int line = 0;      ///< 1-based; 0 when it is about the file as a whole
    int column = 0;    ///< 1-based
    std::string path;  ///< subscribers[1].retry.schedule[1]; empty for the file as a whole
    std::string what;

    friend auto operator<=>(const config_note&, const config_note&) = default;
};

/// One effective value, for print-config.
struct effective_value {
    std::string path;    ///< sources[0].every
    std::string text;    ///< as it would be written in YAML; `<secret>` for secrets
    std::string origin;  ///< "default", or FILE:LINE
};

/// A configuration without mistakes, and what there is to say about it.
struct loaded_configuration {
    configuration config;
    std::vector<config_note> warnings;       ///< sorted
    std::vector<effective_value> effective;  ///< in the order of the schema
};

/// Loads `path` and the conf.d/*.yaml beside it.  On failure: every mistake, sorted by (file, line, column).
[[nodiscard]] result<loaded_configuration, std::vector<config_note>> load_configuration(
    const std::string& path, const config_environment& environment);

/// Loads only the settings of the daemon itself, for commands that only connect to it: sources, subscribers and their
/// secrets, which the caller may not be allowed to read, are skipped.
[[nodiscard]] result<configuration, std::vector<config_note>> load_daemon_settings(
    const std::string& path, const config_environment& environment);

/// Whether print-config says where each value comes from.
enum class origin_comments { hidden, shown };

/// The effective values as nested YAML; with their origins, each line ends in `# FILE:LINE` or `# default`.
[[nodiscard]] std::string effective_yaml(const std::vector<effective_value>& values, origin_comments origins);

/// "FILE:LINE:COL: key.path: what is wrong, what to write".
[[nodiscard]] std::string to_text(const config_note& note);

/// docs/configuration.md and the commented etc/defectd.yaml, generated from the schema table.
[[nodiscard]] std::string configuration_reference();
[[nodiscard]] std::string sample_configuration();

}  // namespace defectd

#endif
