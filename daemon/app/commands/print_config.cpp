#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// [{path, value, origin}], in the order of the schema.
std::string as_json_document(const std::vector<effective_value>& values)
{
    json::array list;
    for (const effective_value& value : values)
        list.push_back(json::object{{"path", value.path}, {"value", value.text}, {"origin", value.origin}});
    return json::serialize(list) + "\n";
}

}  // namespace

int print_config(const print_config_options& options)
{
    const auto loaded = load_or_explain(options.configuration_path);
    if (!loaded)
        return exit_code::configuration;
    print_warnings(*loaded);
    if (options.as_json)
        print_out(as_json_document(loaded->effective));
    else
        print_out(effective_yaml(loaded->effective,
                                 options.with_origin ? origin_comments::shown : origin_comments::hidden));
    return exit_code::ok;
}

}  // namespace defectd
