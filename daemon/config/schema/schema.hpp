// The table of all settings.  The check of keys, the defaults, print-config, docs/configuration.md and etc/defectd.yaml
// are all made from it, so that they cannot differ.  Pure.
#ifndef DEFECTD_CONFIG_SCHEMA_SCHEMA_HPP
#define DEFECTD_CONFIG_SCHEMA_SCHEMA_HPP

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.hpp"
#include "yaml/tree.hpp"

namespace defectd {

/// What a value is, as the reference names it; each kind has a reader in read/decode.hpp.
enum class value_kind : std::uint8_t {
    section,
    section_list,
    signing,  ///< `none`, or a list of sections
    text,
    text_list,
    text_map,
    word,
    word_list,
    path,
    boolean,
    integer,
    integer_list,
    number,
    span,
    span_list,
    size,
    time,
};

/// "duration", "list of texts" …, as the reference prints it.
[[nodiscard]] std::string_view name_of(value_kind kind) noexcept;

/// Whether this version has a setting.
enum class availability : std::uint8_t {
    offered,
    default_only,  ///< known; any value but the default is a mistake, as this version does not do it
    later,         ///< known, and a mistake in this version
};

/// One setting, or a section that contains settings.
struct schema_row {
    std::string_view path;  ///< "subscribers[].retry.schedule"
    value_kind kind = value_kind::text;
    std::string_view fallback = {};  ///< the default as YAML; empty when there is none
    std::string_view lowest = {};    ///< of numbers, sizes and spans, both ends included; empty is open
    std::string_view highest = {};
    std::string_view words =
        {};  ///< of a word: "a|b|c", in the order of the enumerators where there is an enum
    std::string_view words_later = {};  ///< known, and a mistake in this version
    std::string_view example = {};      ///< stands in the sample where there is no default
    std::string_view under_unit =
        {};  ///< what the default comes to under the systemd unit; so the sample says it
    std::string_view doc = {};
    availability offer = availability::offered;
};

/// Returns all rows, in the order of print-config and of the documents; a section precedes its keys.
[[nodiscard]] std::span<const schema_row> schema() noexcept;

/// Returns the row of a path in the form of the schema, without numbers; nullptr when there is none.
[[nodiscard]] const schema_row* find_row(std::string_view path) noexcept;

/// Returns the rows directly under `section`: "" for the top, "sources[]" for an item.
[[nodiscard]] std::vector<const schema_row*> rows_under(std::string_view section);

/// Returns the index of `row` in schema(), of which it must be an element.
[[nodiscard]] int order_of(const schema_row& row) noexcept;

/// Returns the last member of the path: "schedule".
[[nodiscard]] std::string_view key_of(const schema_row& row) noexcept;

/// Returns the default as a tree, which is parsed once; a null node when there is none.
[[nodiscard]] const yaml_node& default_of(const schema_row& row);

/// Returns the words of "a|b", as views of the same text.
[[nodiscard]] std::vector<std::string_view> words_in(std::string_view words);

/// Returns the path of `key` in `section`: "sources" in "", "sources[].every" in "sources[]".
[[nodiscard]] std::string below(std::string_view section, std::string_view key);

/// The parts of the table, each in its own file.
[[nodiscard]] std::span<const schema_row> daemon_rows() noexcept;
[[nodiscard]] std::span<const schema_row> source_rows() noexcept;
[[nodiscard]] std::span<const schema_row> subscriber_rows() noexcept;

}  // namespace defectd

#endif
