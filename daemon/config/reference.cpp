// docs/configuration.md.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "defectd/config/load.hpp"
#include "document.hpp"

namespace defectd {
namespace {

constexpr std::string_view introduction = R"(# Configuration

<!-- Generated from the schema table, daemon/config/schema/*.cpp: the build target config_docs writes this page. -->

defectd reads one YAML file, `/etc/defectd/defectd.yaml` unless `--config` names another. `defectd check-config` lists
every error in it with line and column; `defectd print-config --origin` prints the effective values and where each came
from. `etc/defectd.yaml` is a complete sample in which every setting has its default.

- **Strict parsing.** An unknown or duplicate key, a wrong type, an alias, an anchor, a tag or a second document is an
  error. So is a key or value that is not available in this version.
- **Durations** are a whole number and one unit: `500ms` `30s` `5m` `2h` `7d`. **Sizes**: `512B` `16KiB` `64MiB` `1GiB`.
  Whole numbers have no leading zeros; numbers and booleans (`true`, `false`) are written without quotes.
- **Relative paths** are resolved from the file that contains them. `${VARIABLE}` in values is not expanded.
- **Secrets** are never in the configuration. A `*_file` key names a file that contains the secret; one trailing line
  break is ignored. A missing, empty or malformed file is an error; a file that every user can read causes a warning.
  `secret_credential` names a systemd credential.
- **conf.d.** `conf.d/*.yaml` next to the main file may add `sources` and `subscribers`; names are unique across files.
- **Globs**: `*` matches any characters, including dots; `?` matches one character.
- A configuration without sources or without subscribers is valid, with a warning.

)";

/// Returns the default as it would be written, or a dash when the key has none.
std::string default_text(const schema_row& row)
{
    return row.fallback.empty() ? "–" : fmt::format("`{}`", row.fallback);
}

/// Appends the table of the keys directly in `section`; a section within it has a heading of its own.
void add_table(std::string& text, const std::string& section)
{
    text += "| key | type | default | |\n|---|---|---|---|\n";
    for (const schema_row* const row : rows_under(section)) {
        if (row->offer == availability::later || (holds_rows(*row) && row->kind != value_kind::signing))
            continue;
        const char* const note = row->offer == availability::default_only
                                     ? " Not available in this version: only the default is accepted."
                                     : "";
        text += fmt::format("| `{}` | {} | {} | {}{} |\n", key_of(*row), type_text(*row), default_text(*row),
                            row->doc, note);
    }
    text += '\n';
}

/// Appends each section under `under` with its heading and table, depth first.
void add_sections(std::string& text, const std::string& under)
{
    for (const schema_row* const row : rows_under(under)) {
        if (!holds_rows(*row))
            continue;
        text += fmt::format("## {}\n\n{}\n\n", inside(*row), row->doc);
        add_table(text, inside(*row));
        add_sections(text, inside(*row));
    }
}

/// Appends the keys and values that the schema knows, but that this version does not have.
void add_later(std::string& text)
{
    text += "## Not in this version\n\nThese keys and values are known, but setting them is an "
            "error:\n\n";
    for (const schema_row& row : schema()) {
        if (row.offer == availability::later)
            text += fmt::format("- `{}`: {}\n", row.path, row.doc);
        for (const std::string_view word : words_in(row.words_later))
            text += fmt::format("- `{}: {}`\n", row.path, word);
    }
}

}  // namespace

std::string configuration_reference()
{
    std::string text(introduction);
    text += "## The top level\n\n";
    add_table(text, "");
    add_sections(text, "");
    add_later(text);
    return text;
}

}  // namespace defectd
