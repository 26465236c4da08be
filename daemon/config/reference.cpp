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
every mistake in it at once, with line and column; `defectd print-config --origin` prints what is in effect and where
each value came from. `etc/defectd.yaml` is a complete sample that equals the defaults.

- **Strict.** An unknown or repeated key, a wrong type, an alias, an anchor, a tag or a second document is a mistake.
  So is a key or value that this version does not do yet.
- **Durations** are a whole number and one unit: `500ms` `30s` `5m` `2h` `7d`. **Sizes**: `512B` `16KiB` `64MiB` `1GiB`.
  Whole numbers have no leading zeros; numbers and truth values (`true`, `false`) stand without quotes.
- **Paths** that are relative count from the file they stand in. There is no `${VARIABLE}` in values.
- **Secrets** are never in the file. A `*_file` key names a file that holds one; one trailing line end is no part of
  it. A file that is missing, empty or malformed is a mistake, one that every user can read a warning.
  `secret_credential` names a systemd credential.
- **conf.d.** `conf.d/*.yaml` beside the main file may add `sources` and `subscribers`; names are unique over all files.
- **Globs**: `*` is any run of characters, dots included, `?` any one.
- No sources or no subscribers is valid, with a warning.

)";

std::string default_text(const schema_row& row)
{
    return row.fallback.empty() ? "–" : fmt::format("`{}`", row.fallback);
}

void add_table(std::string& text, const std::string& section)
{
    text += "| key | type | default | |\n|---|---|---|---|\n";
    for (const schema_row* const row : rows_under(section)) {
        if (row->offer == availability::later || (holds_rows(*row) && row->kind != value_kind::signing))
            continue;
        const char* const note = row->offer == availability::default_only
                                     ? " Not in this version yet: only the default is accepted."
                                     : "";
        text += fmt::format("| `{}` | {} | {} | {}{} |\n", key_of(*row), type_text(*row), default_text(*row),
                            row->doc, note);
    }
    text += '\n';
}

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

void add_later(std::string& text)
{
    text += "## Not in this version yet\n\nKnown, and a mistake when written:\n\n";
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
