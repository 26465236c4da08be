// The headers that an operator adds to each POST: `headers` in the configuration, `header_files` each from a file.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "defectd/base/ascii.hpp"
#include "read/readers.hpp"

namespace defectd {
namespace {

/// True for headers whose values are always secret; in `headers` they are mistakes.
bool is_secret(std::string_view name)
{
    const std::string low = to_lower(name);
    return low == "authorization" || low == "cookie";
}

/// True for names that suggest a secret.  In `headers` they cause a warning, and their values are not printed.
bool sounds_secret(std::string_view name)
{
    constexpr std::array<std::string_view, 8> words{"auth", "key",       "token",      "secret",
                                                    "pass", "signature", "credential", "cookie"};
    const std::string low = to_lower(name);
    return std::any_of(words.begin(), words.end(),
                       [&low](std::string_view word) { return low.find(word) != std::string::npos; });
}

/// Collects headers from both keys, so that a name in both is noticed.
class header_reader {
public:
    explicit header_reader(section& in) : in_(in) {}

    void read_clear() { read("headers"); }
    void read_files() { read("header_files"); }
    [[nodiscard]] added_headers take() { return std::move(added_); }

private:
    /// Reads one of the two keys.
    void read(std::string_view key)
    {
        const schema_row& row = in_.row_of(key);
        std::vector<const yaml_node*> nodes = in_.written(key);
        if (nodes.empty())
            nodes.push_back(&default_of(row));
        for (const yaml_node* const node : nodes) {
            if (node->kind == yaml_kind::null || !in_.is_map(*node, in_.path_of(key)))
                continue;
            std::vector<std::string> shown_entries;
            for (const yaml_entry& entry : node->entries)
                read_entry(key, entry, shown_entries);
            in_.show(row, fmt::format("{{{}}}", fmt::join(shown_entries, ", ")), *node);
        }
    }

    /// Reads one header.  The name is checked first, with a value that is always valid, so that a mistake in it is
    /// reported at the name.
    void read_entry(std::string_view key, const yaml_entry& entry, std::vector<std::string>& shown_entries)
    {
        if (const auto error = validate_header(entry.key, "x"))
            return in_.add_error(in_.at(entry.at, in_.path_of(key)), error->what);
        const std::string path = below(in_.path_of(key), entry.key);
        const bool is_known =
            std::any_of(added_.headers.begin(), added_.headers.end(),
                        [&](const auto& header) { return to_lower(header.first) == to_lower(entry.key); });
        if (is_known)
            in_.add_error(in_.at(entry.at, path), "duplicate header; keep one (names are case-insensitive)");
        if (key == "headers" && is_secret(entry.key))
            in_.add_error(in_.at(entry.at, path),
                          "is a secret and must not be in this file; put the value into a separate file and "
                          "name that file under `header_files`");
        else if (key == "headers" && sounds_secret(entry.key))
            in_.warn(in_.at(entry.at, path),
                     "looks like a secret, which does not belong in this file; put the value into a "
                     "separate file and name that file under `header_files`");
        const auto value = key == "headers" ? clear_value(entry) : file_value(entry, path);
        if (!value)
            return in_.add_error(in_.at(entry.value.at, path), value.error().what);
        added_.headers.emplace_back(entry.key, value->text);
        if (key == "header_files" || sounds_secret(entry.key))
            added_.secret_values.emplace_back(value->text);
        shown_entries.push_back(fmt::format("{}: {}", yaml_scalar(entry.key), value->shown_as));
    }

    /// A value, and what print-config shows instead if it is secret.
    struct header_value {
        std::string text;
        std::string shown_as;
    };

    /// Returns a value that is written in the configuration.
    decoded<header_value> clear_value(const yaml_entry& entry) const
    {
        auto text = as_text(entry.value, in_.row_of("headers"));
        if (!text)
            return text.error();
        if (auto error = validate_header(entry.key, *text))
            return *std::move(error);
        std::string shown_as = sounds_secret(entry.key) ? secret_mask : yaml_scalar(*text);
        return header_value{*std::move(text), std::move(shown_as)};
    }

    /// Returns a value from the file that is named in the configuration; print-config shows the file.
    decoded<header_value> file_value(const yaml_entry& entry, const std::string& path)
    {
        const auto name = as_text(entry.value, in_.row_of("header_files"));
        if (!name)
            return name.error();
        const auto text = read_secret(in_.outside(), absolute_path(*name, in_.file().folder));
        if (!text)
            return text.error();
        if (text->world_readable)
            in_.warn(in_.at(entry.value.at, path), world_readable_warning);
        if (auto error = validate_header(entry.key, text->text.reveal()))
            return *std::move(error);
        return header_value{text->text.reveal(), yaml_scalar(text->path)};
    }

    section& in_;
    added_headers added_;
};

}  // namespace

added_headers read_headers(section& subscriber)
{
    header_reader reader(subscriber);
    reader.read_clear();
    reader.read_files();
    return reader.take();
}

}  // namespace defectd
