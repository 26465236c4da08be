#include "defectd/config/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <numeric>
#include <optional>

#include "read/readers.hpp"

namespace defectd {
namespace {

/// What is read of a file.
enum class file_role : std::uint8_t {
    main,
    drop_in,   ///< conf.d: sources and subscribers only
    settings,  ///< the main file without its sources and subscribers
};

/// Returns a policy that denies nothing.
egress_policy everything_allowed()
{
    egress_policy policy;
    policy.allow_networks = {*parse_network("0.0.0.0/0"), *parse_network("::/0")};
    policy.allow_ports.resize(std::numeric_limits<std::uint16_t>::max());
    std::iota(policy.allow_ports.begin(), policy.allow_ports.end(), std::uint16_t{1});
    policy.allow_http = true;
    return policy;
}

/// Returns `policy` with everything allowed where it could not be read, so that a mistake there is reported once and
/// not again at each subscriber.
egress_policy forgiving(egress_policy policy, const std::vector<config_note>& mistakes)
{
    const auto is_wrong = [&mistakes](std::string_view key) {
        return std::any_of(mistakes.begin(), mistakes.end(), [key](const config_note& note) {
            return note.path == "egress" || note.path.starts_with(key);
        });
    };
    egress_policy open = everything_allowed();
    if (is_wrong("egress.allow_networks"))
        policy.allow_networks = std::move(open.allow_networks);
    if (is_wrong("egress.allow_ports"))
        policy.allow_ports = std::move(open.allow_ports);
    policy.allow_http = policy.allow_http || is_wrong("egress.allow_http");
    return policy;
}

/// One loading, file by file.  It goes on after a mistake, so that the operator sees all of them in one run.
class loader {
public:
    explicit loader(const config_environment& outside) : reading_{outside, {}, {}, {}} {}

    result<loaded_configuration, std::vector<config_note>> load(const std::string& path)
    {
        read_file(path, file_role::main);
        read_folder((std::filesystem::path(path).parent_path() / "conf.d").string());
        // Names and paths must be unique across files, so that this waits until all have been read.
        check_across(sources_, reading_.mistakes);
        check_across(subscribers_, reading_.mistakes);
        warn_of_nothing_to_do(path);
        if (!reading_.mistakes.empty())
            return sorted(std::move(reading_.mistakes));
        return finished();
    }

    result<configuration, std::vector<config_note>> load_daemon(const std::string& path)
    {
        read_file(path, file_role::settings);
        if (!reading_.mistakes.empty())
            return sorted(std::move(reading_.mistakes));
        return std::move(loaded_.config);
    }

private:
    /// Returns the notes by file, line and column, each once.
    static std::vector<config_note> sorted(std::vector<config_note> notes)
    {
        std::sort(notes.begin(), notes.end());
        notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
        return notes;
    }

    /// Reads conf.d.  A folder that cannot be listed is a mistake, because it may contain subscribers, and the
    /// deliveries of subscribers that are no longer configured are cancelled.
    void read_folder(const std::string& path)
    {
        const auto drop_ins = reading_.outside.list_yaml(path);
        if (!drop_ins) {
            reading_.mistakes.push_back({path,
                                         0,
                                         0,
                                         {},
                                         fmt::format("cannot be listed: {}; make it readable or move it away",
                                                     drop_ins.error().what)});
            return;
        }
        for (const std::string& drop_in : *drop_ins)
            read_file(drop_in, file_role::drop_in);
    }

    void read_file(const std::string& path, file_role role)
    {
        const auto content = reading_.outside.read_file(path);
        if (!content) {
            const char* const advice = role == file_role::drop_in ? "make it readable or move it away"
                                                                  : "create it or pass another with --config";
            reading_.mistakes.push_back(
                {path, 0, 0, {}, fmt::format("cannot be read: {}; {}", content.error().what, advice)});
            return;
        }
        const yaml_document document = read_yaml(content->bytes);
        for (const yaml_fault& fault : document.faults)
            reading_.mistakes.push_back({path, fault.at.line, fault.at.column, {}, fault.what});
        if (document.readable)
            read_top(path, document.root, role);
    }

    /// Reads what `role` allows of a file.  An empty main file is valid: everything has its default.
    void read_top(const std::string& path, const yaml_node& root, file_role role)
    {
        if (root.kind != yaml_kind::map && root.kind != yaml_kind::null) {
            if (root.kind != yaml_kind::refused)
                reading_.mistakes.push_back(
                    {path, root.at.line, root.at.column, {}, "must be a mapping; write `key: value` lines"});
            return;
        }
        const config_file file{path, folder_of(path)};
        const yaml_node* const written = root.kind == yaml_kind::map ? &root : nullptr;
        section top(reading_, file, written, {});
        if (role != file_role::drop_in)
            read_main(top);
        else if (written != nullptr)
            refuse_daemon_keys(top, *written);
        if (role != file_role::settings)
            read_lists(top);
    }

    /// Returns the folder from which relative paths of the file are resolved.
    std::string folder_of(const std::string& path) const
    {
        return absolute_path(std::filesystem::path(path).parent_path().string(),
                             reading_.outside.working_directory);
    }

    /// Reads the daemon's settings before any subscriber, whose URL is checked against the egress policy.
    void read_main(section& top)
    {
        read_daemon(top, loaded_.config);
        known_egress_ = forgiving(loaded_.config.egress, reading_.mistakes);
    }

    /// A conf.d file must not change the daemon itself.  Unknown keys have been reported by the section already.
    void refuse_daemon_keys(section& top, const yaml_node& root)
    {
        for (const yaml_entry& entry : root.entries)
            if (find_row(entry.key) != nullptr && entry.key != "sources" && entry.key != "subscribers")
                top.add_error(
                    top.at(entry.at, entry.key),
                    "is not allowed in a conf.d file, which may only add sources and subscribers; move "
                    "it to the main file");
    }

    void read_lists(section& top)
    {
        top.each_item("sources", sources_.size(),
                      [this](section item) { sources_.push_back(read_source(std::move(item))); });
        top.each_item("subscribers", subscribers_.size(), [this](section item) {
            subscribers_.push_back(read_subscriber(std::move(item), known_egress_));
        });
    }

    /// A daemon without sources or subscribers is valid, but hardly intended.
    void warn_of_nothing_to_do(const std::string& path)
    {
        if (sources_.empty())
            reading_.warnings.push_back(
                {path, 0, 0, "sources", "none configured; add one, or nothing is watched"});
        if (subscribers_.empty())
            reading_.warnings.push_back(
                {path, 0, 0, "subscribers", "none configured; add one, or nothing is sent"});
    }

    /// Adds `list: []` to the effective values, which items would otherwise have added.
    void show_empty(const std::string& list)
    {
        reading_.effective.push_back({{order_of(*find_row(list))}, {list, "[]", "default"}});
    }

    /// Returns the result: items in the order of the files, effective values in the order of the schema.
    loaded_configuration finished()
    {
        for (placed_source& source : sources_)
            loaded_.config.sources.push_back(std::move(source.config));
        for (placed_subscriber& subscriber : subscribers_)
            loaded_.config.subscribers.push_back(std::move(subscriber.config));
        loaded_.warnings = sorted(std::move(reading_.warnings));
        if (sources_.empty())
            show_empty("sources");
        if (subscribers_.empty())
            show_empty("subscribers");
        std::stable_sort(reading_.effective.begin(), reading_.effective.end(),
                         [](const placed_value& a, const placed_value& b) { return a.order < b.order; });
        for (placed_value& placed : reading_.effective)
            loaded_.effective.push_back(std::move(placed.value));
        return std::move(loaded_);
    }

    reading reading_;
    loaded_configuration loaded_;
    std::vector<placed_source> sources_;
    std::vector<placed_subscriber> subscribers_;
    egress_policy known_egress_ = everything_allowed();  ///< what of the main file's policy could be read
};

}  // namespace

result<loaded_configuration, std::vector<config_note>> load_configuration(
    const std::string& path, const config_environment& environment)
{
    return loader(environment).load(path);
}

result<configuration, std::vector<config_note>> load_daemon_settings(const std::string& path,
                                                                     const config_environment& environment)
{
    return loader(environment).load_daemon(path);
}

std::string to_text(const config_note& note)
{
    std::string text = note.file;
    if (note.line > 0)
        text += fmt::format(":{}:{}", note.line, note.column);
    if (!note.path.empty())
        text += ": " + note.path;
    return text + ": " + note.what;
}

}  // namespace defectd
