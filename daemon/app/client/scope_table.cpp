#include "client/scope_table.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "client/json_cells.hpp"
#include "client/text_table.hpp"

namespace defectd {
namespace {

namespace json = boost::json;
using side = text_table::side;

std::string remarks_on(const json::object& scope)
{
    const std::string source = cell(scope.at("source"));
    const std::string of = fmt::format("{} ({}, {}, {})", source, cell(scope.at("account")),
                                       cell(scope.at("marketplace_id")), cell(scope.at("fulfillment")));
    std::string remarks;
    if (!scope.at("reason").is_null())
        remarks += fmt::format("{}: the last report was refused: {}\n", of, cell(scope.at("reason")));
    if (!scope.at("quarantined_since").is_null())
        remarks += fmt::format("{}: in quarantine since {}; release it with `defectd collect {} --accept`\n",
                               of, time_cell(scope.at("quarantined_since")), source);
    return remarks;
}

}  // namespace

std::string scope_table(const json::object& status)
{
    text_table table({{"SOURCE"},
                      {"ACCOUNT"},
                      {"MARKETPLACE"},
                      {"FOR"},
                      {"STATE"},
                      {"LAST GOOD REPORT"},
                      {"OPEN", side::right},
                      {"PENDING CLEARS", side::right}});
    std::string remarks;
    const json::array& scopes = status.at("scopes").as_array();
    for (const json::value& item : scopes) {
        const json::object& scope = item.as_object();
        table.add({cell(scope.at("source")), cell(scope.at("account")), cell(scope.at("marketplace_id")),
                   cell(scope.at("fulfillment")), cell(scope.at("state")),
                   time_cell(scope.at("last_good_at")), cell(scope.at("open_defects")),
                   cell(scope.at("pending_clears"))});
        remarks += remarks_on(scope);
    }
    for (const json::value& item : status.at("failing_sources").as_array())
        remarks += fmt::format("{}: its folder cannot be listed: {}\n", cell(item.as_object().at("source")),
                               cell(item.as_object().at("reason")));
    for (const json::value& source : status.at("sources_without_report").as_array())
        remarks += fmt::format("{}: waiting for its first report\n", cell(source));
    std::string text = scopes.empty() ? "" : table.text();
    if (!text.empty() && !remarks.empty())
        text += "\n";
    return text + remarks;
}

}  // namespace defectd
