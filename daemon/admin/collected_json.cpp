#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "defectd/admin/admin_api.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

json::value text_or_null(std::string_view value)
{
    return value.empty() ? json::value(nullptr) : json::value(json::string(value.data(), value.size()));
}

json::array warnings_array(const std::vector<report_warning>& warnings)
{
    json::array list;
    for (const report_warning& warning : warnings)
        list.push_back(json::object{{"code", warning.code},
                                    {"message", warning.message},
                                    {"count", warning.count},
                                    {"first_line", warning.first_line}});
    return list;
}

json::object file_object(const collected_file& file)
{
    json::object object;
    object["file"] = text_or_null(file.path);
    object["account"] = text_or_null(file.of.account);
    object["marketplace_id"] = text_or_null(file.of.marketplace_id);
    object["fulfillment"] = text_or_null(name_of(file.of.channel));
    object["outcome"] = text_or_null(name_of(file.end));
    object["reason"] = text_or_null(file.reason);
    object["message"] = text_or_null(file.message);
    object["line"] = file.line == 0 ? json::value(nullptr) : json::value(file.line);
    object["rows"] = file.rows;
    object["orders"] = file.counts.orders;
    object["pending_clears"] = file.pending_clears;
    object["events"] = file.events.size();
    object["warnings"] = warnings_array(file.warnings);
    return object;
}

}  // namespace

std::string collected_json(const std::string& source, std::span<const collected_file> collected)
{
    // Event bodies are JSON already, byte for byte as they are sent: they go in as they are.
    json::array files;
    std::string events;
    for (const collected_file& file : collected) {
        files.push_back(file_object(file));
        for (const event& told : file.events) {
            events += events.empty() ? "" : ",";
            events += with_leading_id(told);
        }
    }
    return R"({"source":)" + json::serialize(json::string(source)) + R"(,"collections":)" +
           json::serialize(files) + R"(,"events":[)" + events + "]}\n";
}

}  // namespace defectd
