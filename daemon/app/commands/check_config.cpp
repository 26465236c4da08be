#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// [{file, line, column, path, what}].
json::array notes_array(const std::vector<config_note>& notes)
{
    json::array list;
    for (const config_note& note : notes)
        list.push_back(json::object{{"file", note.file},
                                    {"line", note.line},
                                    {"column", note.column},
                                    {"path", note.path},
                                    {"what", note.what}});
    return list;
}

/// {file, ok, mistakes, warnings}.
void print_as_json(const std::string& path, const std::vector<config_note>& mistakes,
                   const std::vector<config_note>& warnings)
{
    const json::object document{{"file", path},
                                {"ok", mistakes.empty()},
                                {"mistakes", notes_array(mistakes)},
                                {"warnings", notes_array(warnings)}};
    print_out(json::serialize(document) + "\n");
}

}  // namespace

int check_config(const check_config_options& options)
{
    const std::string& path = options.configuration_path;
    const auto loaded = load_configuration(path, real_environment());
    if (!loaded) {
        if (options.as_json)
            print_as_json(path, loaded.error(), {});
        else
            for (const config_note& mistake : loaded.error())
                print_out(to_text(mistake) + "\n");
        return exit_code::configuration;
    }
    if (options.as_json) {
        print_as_json(path, {}, loaded->warnings);
        return exit_code::ok;
    }
    for (const config_note& warning : loaded->warnings)
        print_message("warning: " + to_text(warning));
    print_out(fmt::format("{}: ok\n", path));
    return exit_code::ok;
}

}  // namespace defectd
