#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "defectd/admin/admin_api.hpp"
#include "json_values.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// [{code, message, count, first_line}]: what was odd about a report, without being an error.
json::array warnings_array(const std::vector<report_warning>& warnings)
{
    json::array list;
    for (const report_warning& warning : warnings)
        list.push_back(json::object{{"code", warning.code},
                                    {"message", json_text(warning.message)},
                                    {"count", warning.count},
                                    {"first_line", warning.first_line}});
    return list;
}

/// The result of one report file.
json::object file_object(const collected_file& file)
{
    json::object object;
    object["file"] = json_text_or_null(file.path);
    object["account"] = json_text_or_null(file.scope.account.value_or(""));
    object["marketplace_id"] = json_text_or_null(file.scope.marketplace_id.value_or(""));
    object["fulfillment"] = json_text_or_null(file.scope.channel ? name_of(*file.scope.channel) : "");
    object["outcome"] = json_text_or_null(name_of(file.outcome));
    object["reason"] = json_text_or_null(file.reason);
    object["message"] = json_text_or_null(file.message);
    object["line"] = json_number_or_null(static_cast<std::int64_t>(file.line));
    object["rows"] = file.rows;
    object["orders"] = file.counts.orders;
    object["pending_clears"] = file.pending_clears;
    object["events"] = file.event_count;
    object["warnings"] = warnings_array(file.warnings);
    return object;
}

}  // namespace

std::string collected_json(const std::string& source, std::span<const collected_file> collected)
{
    // Event bodies are JSON already: they go in byte for byte as they are sent, one per line.
    json::array files;
    std::string events;
    for (const collected_file& file : collected) {
        files.push_back(file_object(file));
        for (const event& ev : file.events) {
            events += events.empty() ? "\n" : ",\n";
            events += with_leading_id(ev);
        }
    }
    return R"({"source":)" + json::serialize(json_text(source)) + R"(,"collections":)" +
           json::serialize(files) + R"(,"events":[)" + events + "\n]}\n";
}

}  // namespace defectd
