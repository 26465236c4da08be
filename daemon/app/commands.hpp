// The commands, one file each under commands/.  Each returns its exit code.
#ifndef DEFECTD_APP_COMMANDS_HPP
#define DEFECTD_APP_COMMANDS_HPP

#include <cstdint>
#include <optional>
#include <string>

#include "configuration_file.hpp"

namespace defectd {

/// Options shared by the commands that read a configuration.
struct configured_options {
    std::string configuration_path = default_configuration_path;
};

[[nodiscard]] int run_daemon(const configured_options& options);

struct check_config_options : configured_options {
    bool as_json = false;
};
[[nodiscard]] int check_config(const check_config_options& options);

struct print_config_options : configured_options {
    bool with_origin = false;
    bool as_json = false;
};
[[nodiscard]] int print_config(const print_config_options& options);

struct diff_options {
    std::string old_path;
    std::string new_path;
    std::string account = "default";
    std::string marketplace = "US";
    std::string fulfillment = "ALL";
    std::string now;  ///< a date or RFC 3339; empty is today
    int confirm_cleared = 2;
};
[[nodiscard]] int diff_reports(const diff_options& options);

struct collect_options : configured_options {
    std::string source;
    bool dry_run = false;
    bool accept = false;
    bool as_json = false;
};
[[nodiscard]] int collect(const collect_options& options);

struct status_options : configured_options {
    bool as_json = false;
};
[[nodiscard]] int show_status(const status_options& options);

struct listen_options {
    std::uint16_t port = 8787;
    std::string secret_file;
    int status = 200;
};
[[nodiscard]] int listen_for_webhooks(const listen_options& options);

[[nodiscard]] int run_demo();

[[nodiscard]] int new_secret();

struct version_options {
    bool as_json = false;
};
[[nodiscard]] int show_version(const version_options& options);

}  // namespace defectd

#endif
