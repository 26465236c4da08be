// Options that several commands share.
#ifndef DEFECTD_APP_CLI_ASKING_OPTIONS_HPP
#define DEFECTD_APP_CLI_ASKING_OPTIONS_HPP

#include <string>

#include "commands/commands.hpp"

namespace CLI {
class App;
}

namespace defectd {

/// --config, --json and --jsonl.
void add_asking_options(CLI::App& command, asking_options& options);

/// Checks of option values: empty when good, else what to write.
[[nodiscard]] std::string is_since(const std::string& text);
[[nodiscard]] std::string is_delivery_number(const std::string& text);
[[nodiscard]] std::string is_marketplace(const std::string& text);

}  // namespace defectd

#endif
