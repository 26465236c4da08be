// The settings of the daemon itself.
#include <fmt/format.h>

#include <string>

#include "read/readers.hpp"

namespace defectd {
namespace {

/// Returns a reader of paths that are relative to `folder`.
auto path_in(const std::string& folder)
{
    return [folder](const yaml_node& node, const schema_row& row) -> decoded<std::string> {
        auto text = as_text(node, row);
        if (!text)
            return text;
        return decoded_text(absolute_path(*text, folder));
    };
}

/// Returns systemd's StateDirectory=, or ./defectd-state when the daemon does not run under systemd.
std::string default_state_directory(const config_environment& outside)
{
    const std::string& from_systemd = outside.state_directory;  // one folder, or several with colons between
    if (!from_systemd.empty())
        return from_systemd.substr(0, from_systemd.find(':'));
    return absolute_path("defectd-state", outside.working_directory);
}

/// Returns the socket in systemd's RuntimeDirectory=, or in the state directory.
std::string default_socket(const config_environment& outside, const std::string& state_directory)
{
    const std::string& runtime = outside.runtime_directory;
    return absolute_path("admin.sock",
                         runtime.empty() ? state_directory : runtime.substr(0, runtime.find(':')));
}

/// Returns the path that is written, or else `otherwise`, which depends on the environment and therefore is not in
/// the schema.
std::string path_or(section& in, std::string_view key, const std::string& otherwise)
{
    auto written = in.find(key, path_in(in.file().folder));
    if (written)
        return *std::move(written);
    const schema_row& row = in.row_of(key);
    in.show(row, yaml_scalar(otherwise), default_of(row));
    return otherwise;
}

duration read_store(section in)
{
    // There is only one engine: the value is checked and shown, but decides nothing.
    static_cast<void>(in.value("engine", as_word));
    return in.value("retention", as_span);
}

egress_policy read_egress(section& in)
{
    egress_policy egress;
    egress.allow_networks = in.list("allow_networks", as_network);
    egress.allow_ports.clear();
    for (const std::int64_t port : in.list("allow_ports", as_integer))
        egress.allow_ports.push_back(static_cast<std::uint16_t>(port));
    egress.allow_http = in.value("allow_http", as_boolean);
    return egress;
}

/// A proxy with its URL as written, for print-config.
struct known_proxy {
    proxy_address address;
    std::string text;
};

std::string to_yaml(const known_proxy& proxy)
{
    return yaml_scalar(proxy.text);
}

decoded<known_proxy> as_proxy(const yaml_node& node, const schema_row& row)
{
    const auto text = as_text(node, row);
    if (!text)
        return text.error();
    auto address = parse_proxy_url(*text);
    if (!address)
        return address.error();
    return known_proxy{*std::move(address), *text};
}

limits_config read_limits(section in)
{
    limits_config limits;
    limits.deliveries_in_flight = static_cast<int>(in.value("deliveries_in_flight", as_integer));
    limits.report_bytes = in.value("report_bytes", as_size).bytes;
    limits.report_rows = static_cast<std::uint64_t>(in.value("report_rows", as_integer));
    limits.report_defects = static_cast<std::uint64_t>(in.value("report_defects", as_integer));
    return limits;
}

}  // namespace

void read_daemon(section& top, configuration& into)
{
    // First, because the default of the socket is in it.
    into.state_directory = path_or(top, "state_directory", default_state_directory(top.outside()));
    into.shutdown_grace = top.value("shutdown_grace", as_span);
    into.retention = top.subsection("store", read_store);
    into.admin_socket = top.subsection("admin", [&](section in) {
        return path_or(in, "socket", default_socket(in.outside(), into.state_directory));
    });
    top.subsection("log", [&](section in) {
        into.level = in.choice<log_level>("level");
        into.format = in.choice<log_format>("format");
        return true;
    });
    top.subsection("egress", [&](section in) {
        into.egress = read_egress(in);
        if (auto proxy = in.value("proxy", or_null(as_proxy)))
            into.proxy = std::move(proxy->address);
        return true;
    });
    into.limits = top.subsection("limits", read_limits);
}

}  // namespace defectd
