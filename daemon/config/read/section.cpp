#include "read/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace defectd {
namespace {

/// Returns `key` for a message, or "?" when it does not look like a key: a secret may have been written in its place.
std::string_view printable_key(std::string_view key)
{
    constexpr std::size_t max_key_length = 40;
    const bool is_plain = std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
    return is_plain && !key.empty() && key.size() <= max_key_length ? key : "?";
}

/// Returns the keys that may be written in the section, for suggestions.
std::vector<std::string_view> keys_under(std::string_view rows)
{
    std::vector<std::string_view> keys;
    for (const schema_row* const row : rows_under(rows))
        if (row->offer != availability::later)
            keys.push_back(key_of(*row));
    return keys;
}

}  // namespace

section::section(reading& into, const config_file& file, const yaml_node* node, section_place place)
    : into_(into), file_(file), node_(node), place_(std::move(place))
{
    // All keys are checked here, since a reader sees only those for which it asks.  A section that is not written has
    // no keys, but still its defaults.
    if (node_ != nullptr)
        check_keys();
    show_default_only();
}

void section::check_keys()
{
    std::set<std::string_view> seen;
    for (const yaml_entry& entry : node_->entries) {
        const bool is_repeated = !seen.insert(entry.key).second;
        check_key(entry, is_repeated);
    }
}

void section::check_key(const yaml_entry& entry, bool is_repeated)
{
    const schema_row* const row = find_row(below(place_.rows, entry.key));
    // The position of a mistake is the key, whose text is repeated only if it is harmless.
    const config_note here = at(entry.at, path_of(printable_key(entry.key)));
    if (row == nullptr)
        return add_error(here, "unknown key; " + suggestion(entry.key, keys_under(place_.rows)));
    if (is_repeated)
        add_error(here, "duplicate key; keep one");
    if (row->offer == availability::later)
        add_error(here, "is not available in this version; remove it");
    else if (row->offer == availability::default_only)
        check_default_only(*row, entry);
}

void section::check_default_only(const schema_row& row, const yaml_entry& entry)
{
    if (entry.value.kind != yaml_kind::refused && flow_text(entry.value) != row.fallback)
        add_error(at(entry.value.at, path_of(entry.key)),
                  fmt::format("is not available in this version; remove it or write {}", row.fallback));
}

void section::show_default_only()
{
    for (const schema_row* const row : rows_under(place_.rows))
        if (row->offer == availability::default_only)
            show(*row, std::string(row->fallback), *nodes_of(*row).front());
}

std::vector<const yaml_node*> section::written(std::string_view key) const
{
    std::vector<const yaml_node*> values;
    if (node_ != nullptr)
        for (const yaml_entry& entry : node_->entries)
            if (entry.key == key)
                values.push_back(&entry.value);
    return values;
}

std::vector<const yaml_node*> section::nodes_of(const schema_row& row) const
{
    std::vector<const yaml_node*> nodes = written(key_of(row));
    if (nodes.empty() && !row.fallback.empty())
        nodes.push_back(&default_of(row));
    return nodes;
}

const schema_row& section::row_of(std::string_view key) const
{
    const schema_row* const row = find_row(below(place_.rows, key));
    DEFECTD_ASSERT(row != nullptr);
    return *row;
}

void section::show(const schema_row& row, std::string text, const yaml_node& node)
{
    std::vector<int> order = place_.order;
    order.push_back(order_of(row));
    // Defaults are one tree per row, so that the address of a node tells where it comes from.
    const bool is_default = &node == &default_of(row);
    into_.effective.push_back({std::move(order),
                               {below(place_.shown, key_of(row)), std::move(text),
                                is_default ? "default" : fmt::format("{}:{}", file_.name, node.at.line)}});
}

std::string section::item_path(std::string_view key, std::size_t index) const
{
    return fmt::format("{}[{}]", path_of(key), index);
}

// The schema has no item numbers, the notes number items within the file, and print-config over all files.
section section::child(std::string_view key, const yaml_node* node) const
{
    section_place place{below(place_.rows, key), path_of(key), below(place_.shown, key), place_.order};
    place.order.push_back(order_of(row_of(key)));
    return {into_, file_, node, std::move(place)};
}

section section::item(std::string_view key, std::size_t index, std::size_t first, const yaml_node& node) const
{
    section_place place{below(place_.rows, key) + "[]", item_path(key, index),
                        fmt::format("{}[{}]", below(place_.shown, key), first + index), place_.order};
    place.order.push_back(order_of(row_of(key)));
    place.order.push_back(static_cast<int>(first + index));
    return {into_, file_, &node, std::move(place)};
}

bool section::is_list(const yaml_node& node, std::string path)
{
    if (node.kind != yaml_kind::list && node.kind != yaml_kind::refused)
        add_error(at(node.at, std::move(path)), "must be a list; write [a, b] or one `- item` per line");
    return node.kind == yaml_kind::list;
}

bool section::is_map(const yaml_node& node, std::string path)
{
    if (node.kind != yaml_kind::map && node.kind != yaml_kind::refused)
        add_error(at(node.at, std::move(path)), "must be a mapping; write `key: value` lines or remove it");
    return node.kind == yaml_kind::map;
}

config_note section::at(const yaml_position& position, std::string path) const
{
    return {file_.name, position.line, position.column, std::move(path), {}};
}

config_note section::at_value(std::string_view key) const
{
    const std::vector<const yaml_node*> values = written(key);
    DEFECTD_ASSERT(!values.empty());
    return at(values.back()->at, path_of(key));
}

config_note section::at_key(std::string_view key) const
{
    const auto& entries = node_->entries;
    // The last one of a repeated key, as at_value().
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [key](const yaml_entry& entry) { return entry.key == key; });
    // The caller must know that the key is written.
    DEFECTD_ASSERT(found != entries.rend());
    return at(found->at, path_of(key));
}

config_note section::at_first_key(std::string_view missing_key) const
{
    std::string path = missing_key.empty() ? place_.path : path_of(missing_key);
    return at(node_->entries.empty() ? node_->at : node_->entries.front().at, std::move(path));
}

void section::add_error(config_note where, std::string what)
{
    where.what = std::move(what);
    into_.mistakes.push_back(std::move(where));
}

void section::warn(config_note where, std::string what)
{
    where.what = std::move(what);
    into_.warnings.push_back(std::move(where));
}

void section::add_missing_error(std::string_view key)
{
    const schema_row& row = row_of(key);
    // The key has no position, so that the note points at the section in which it is missing.
    add_error(at_first_key(key), row.example.empty()
                                     ? fmt::format("is missing; write `{}: …`", key)
                                     : fmt::format("is missing; write `{}: {}`", key, row.example));
}

void section::add_unused_error(std::string_view key, std::string_view why)
{
    for (const yaml_node* const node : written(key))
        // A value that is the default changes nothing and is accepted everywhere.
        if (node->kind != yaml_kind::refused && flow_text(*node) != row_of(key).fallback)
            add_error(at(node->at, path_of(key)), fmt::format("has no effect {}; remove it", why));
}

}  // namespace defectd
