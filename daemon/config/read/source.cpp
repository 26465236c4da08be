// An item of `sources`.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "read/readers.hpp"

namespace defectd {
namespace {

/// The placeholders of a path, each of which replaces the key of the same name.
constexpr std::array<std::string_view, 3> placeholders{"account", "marketplace", "fulfillment"};

/// Returns "{name}".
std::string in_braces(std::string_view name)
{
    return fmt::format("{{{}}}", name);
}

/// Returns what is wrong with the placeholders of a path; nullopt when nothing is.
std::optional<text_error> bad_placeholder(std::string_view path)
{
    std::vector<std::string_view> seen;
    for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
        const std::size_t close = path.find('}', open);
        const std::string_view name =
            close == std::string_view::npos ? std::string_view{} : path.substr(open + 1, close - open - 1);
        if (std::find(placeholders.begin(), placeholders.end(), name) == placeholders.end())
            return text_error{
                "contains `{` that does not start a placeholder; write {account}, {marketplace} or "
                "{fulfillment}"};
        if (std::find(seen.begin(), seen.end(), name) != seen.end())
            return text_error{fmt::format("contains {} twice; keep one", in_braces(name))};
        seen.push_back(name);
    }
    return std::nullopt;
}

/// Returns a reader of a path with placeholders, relative to `folder`.
auto report_path(const std::string& folder)
{
    return [folder](const yaml_node& node, const schema_row& row) -> decoded<std::string> {
        auto text = as_text(node, row);
        if (!text)
            return text;
        if (auto error = bad_placeholder(*text))
            return *std::move(error);
        return decoded_text(absolute_path(*text, folder));
    };
}

/// Each part of the scope must be given exactly once, by its key or by the path.
void check_scope(section& in, const std::string& path)
{
    for (const std::string_view part : placeholders) {
        const bool is_in_path = path.find(in_braces(part)) != std::string::npos;
        if (is_in_path && in.has(part))
            in.add_error(in.at_value(part),
                         fmt::format("is also in the path as {}; keep one", in_braces(part)));
        else if (!is_in_path && !in.has(part) && !path.empty())
            in.add_error(in.at_first_key(part),
                         fmt::format("is missing; write `{}: {}` or add {} to the path", part,
                                     in.row_of(part).example, in_braces(part)));
    }
}

void read_scope(section& in, source_config& source)
{
    source.path = in.need("path", report_path(in.file().folder));
    source.account = in.find("account", as_account).value_or("");
    source.marketplace_id = in.find("marketplace", as_marketplace_id).value_or("");
    if (const auto channel = in.find("fulfillment", as_fulfillment))
        source.channel = fulfillment_named(*channel);
    check_scope(in, source.path);
}

/// Returns the names that are written, by the meaning of the column or word.
std::map<std::string, std::vector<std::string>> read_columns(section in)
{
    std::map<std::string, std::vector<std::string>> columns;
    for (const schema_row* const row : rows_under("sources[].columns"))
        if (auto names = in.list(key_of(*row), as_text); !names.empty())
            columns.emplace(key_of(*row), std::move(names));
    return columns;
}

window_rule read_window(section in)
{
    window_rule window;
    window.days = static_cast<int>(in.value("days", as_integer));
    window.lag_days = static_cast<int>(in.value("lag_days", as_integer));
    return window;
}

quarantine_rule read_quarantine(section in)
{
    quarantine_rule rule;
    rule.missing_share = in.value("missing_share", as_number);
    rule.missing_rows = static_cast<int>(in.value("missing_rows", as_integer));
    rule.hold = in.value("hold", as_span);
    return rule;
}

}  // namespace

placed_source read_source(section item)
{
    placed_source placed;
    source_config& source = placed.config;
    source.name = item.need("name", as_name);
    // This version has one kind of source and one report; both are checked and shown, but decide nothing.
    static_cast<void>(item.need("kind", as_word));
    read_scope(item, source);
    source.every = item.value("every", as_span);
    static_cast<void>(item.value("report", as_word));
    source.complete = item.value("complete", as_boolean);
    source.dates = item.choice<date_order>("date_order");
    source.columns = item.subsection("columns", read_columns);
    source.window = item.subsection("window", read_window);
    source.baseline = item.choice<baseline_mode>("baseline");
    source.quarantine = item.subsection("quarantine", read_quarantine);
    source.confirm_cleared = static_cast<int>(item.value("confirm_cleared", as_integer));
    placed.first_key = item.at_first_key();
    placed.name = item.has("name") ? item.at_value("name") : placed.first_key;
    placed.path = item.has("path") ? item.at_value("path") : placed.first_key;
    return placed;
}

}  // namespace defectd
