// etc/defectd.yaml: every setting, commented, at its default.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "defectd/config/load.hpp"
#include "document.hpp"

namespace defectd {
namespace {

constexpr std::string_view introduction =
    R"(# The configuration of defectd: every setting with its default. The state directory and the socket are those of the
# systemd unit; they are set here so that commands run in a shell find the daemon.
# docs/configuration.md describes each setting. `defectd check-config` lists every error.

)";

/// Leaves room for `# ` in a line of 110 characters.
constexpr std::size_t widest_comment = 108;

/// Appends `doc` as comment lines, broken between words.
void add_comment(std::string& text, const std::string& before, std::string_view doc)
{
    const std::size_t width = widest_comment - before.size();
    while (!doc.empty()) {
        std::size_t cut = doc.size();
        if (cut > width)
            cut = doc.rfind(' ', width);
        text += fmt::format("{}# {}\n", before, doc.substr(0, cut));
        doc.remove_prefix(std::min(doc.size(), cut + 1));
    }
}

/// Returns the text above a key: what it means, and which values it takes.
std::string comment_of(const schema_row& row)
{
    if (row.offer == availability::default_only)
        return fmt::format("Not available in this version except for the default. {}", row.doc);
    return row.lowest.empty() && row.words.empty() ? std::string(row.doc)
                                                   : fmt::format("{} ({})", row.doc, type_text(row));
}

/// True for a section that is `null` by default.
bool is_optional(const schema_row& row)
{
    return row.kind == value_kind::section && row.fallback == "null";
}

/// Returns a section in one line, from its examples and defaults: "{requests: 10, per: 1s}".
std::string example_of(const schema_row& section)
{
    std::vector<std::string> members;
    for (const schema_row* const row : rows_under(section.path))
        members.push_back(
            fmt::format("{}: {}", key_of(*row), row->example.empty() ? row->fallback : row->example));
    return fmt::format("{{{}}}", fmt::join(members, ", "));
}

void add_rows(std::string& text, const std::string& before, const std::string& section);

/// Appends one key with its comment, and the keys under it.
/// @param before  what each line begins with: indentation, and "# " in an example
void add_row(std::string& text, const std::string& before, const schema_row& row)
{
    add_comment(text, before, comment_of(row));
    const std::string_view key = key_of(row);
    if (is_optional(row)) {
        text += fmt::format("{}# {}: {}\n{}{}: null\n", before, key, example_of(row), before, key);
        return;
    }
    // A key without a default is commented out, so that the file loads as it is.  In an example, which is commented
    // out as a whole, it is not commented out twice.
    const bool is_list = inside(row) != row.path;
    if (!holds_rows(row)) {
        const std::string_view value = row.under_unit.empty() ? row.fallback : row.under_unit;
        const std::string_view hidden = !value.empty() || before.starts_with('#') ? "" : "# ";
        text += fmt::format("{}{}{}: {}\n", before, hidden, key, value.empty() ? row.example : value);
    } else if (is_list) {
        text += fmt::format("{}{}:\n{}  -\n", before, key, before);
        add_rows(text, before + "    ", inside(row));
    } else {
        text += fmt::format("{}{}:\n", before, key);
        add_rows(text, before + "  ", inside(row));
    }
}

/// True for what this version has and for which there is something to write.
bool is_in_sample(const schema_row& row)
{
    const bool has_text =
        !row.fallback.empty() || !row.example.empty() || !row.under_unit.empty() || holds_rows(row);
    return has_text && row.offer != availability::later;
}

void add_rows(std::string& text, const std::string& before, const std::string& section)
{
    for (const schema_row* const row : rows_under(section))
        if (is_in_sample(*row))
            add_row(text, before, *row);
}

}  // namespace

std::string sample_configuration()
{
    std::string text(introduction);
    for (const schema_row* const row : rows_under("")) {
        if (!is_in_sample(*row))
            continue;
        // Sources and subscribers have no defaults that would work; they are examples.
        const bool is_example = row->kind == value_kind::section_list;
        add_row(text, is_example ? "# " : "", *row);
        text += '\n';
    }
    text.pop_back();
    return text;
}

}  // namespace defectd
