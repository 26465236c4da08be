#include <array>

#include "schema/schema.hpp"

namespace defectd {
namespace {

/// Returns the path without its last member; "" for a key of the top.
std::string_view section_of(std::string_view path) noexcept
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

}  // namespace

std::string_view name_of(value_kind kind) noexcept
{
    // In the order of value_kind.
    constexpr std::array<std::string_view, 17> names{"section",
                                                     "list of sections",
                                                     "list of sections",
                                                     "string",
                                                     "list of strings",
                                                     "map of strings",
                                                     "word",
                                                     "list of words",
                                                     "path",
                                                     "boolean",
                                                     "integer",
                                                     "list of integers",
                                                     "number",
                                                     "duration",
                                                     "list of durations",
                                                     "size",
                                                     "time"};
    return names[static_cast<std::size_t>(kind)];
}

std::span<const schema_row> schema() noexcept
{
    // Made at the first call, since rows of different files have no order of initialization.
    static const std::vector<schema_row> rows = [] {
        std::vector<schema_row> all;
        for (const auto part : {daemon_rows(), source_rows(), subscriber_rows()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return rows;
}

const schema_row* find_row(std::string_view path) noexcept
{
    for (const schema_row& row : schema())
        if (row.path == path)
            return &row;
    return nullptr;
}

std::vector<const schema_row*> rows_under(std::string_view section)
{
    std::vector<const schema_row*> found;
    for (const schema_row& row : schema())
        if (section_of(row.path) == section)
            found.push_back(&row);
    return found;
}

int order_of(const schema_row& row) noexcept
{
    // Rows are never copied, so that their address gives their place.
    return static_cast<int>(&row - schema().data());
}

std::string_view key_of(const schema_row& row) noexcept
{
    return row.path.substr(row.path.rfind('.') + 1);
}

const yaml_node& default_of(const schema_row& row)
{
    // Parsed once, at the first call: a default is text in the table, but a tree for the readers.
    static const std::vector<yaml_node> defaults = [] {
        std::vector<yaml_node> parsed;
        for (const schema_row& each : schema())
            parsed.push_back(read_yaml(each.fallback).root);
        return parsed;
    }();
    return defaults[static_cast<std::size_t>(order_of(row))];
}

std::vector<std::string_view> words_in(std::string_view words)
{
    std::vector<std::string_view> list;
    while (!words.empty()) {
        const std::size_t bar = words.find('|');
        list.push_back(words.substr(0, bar));
        words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
    }
    return list;
}

std::string below(std::string_view section, std::string_view key)
{
    std::string path(section);
    if (!path.empty())
        path += '.';
    return path += key;
}

}  // namespace defectd
