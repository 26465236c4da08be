// The one table of settings.  The reader's check of keys, the defaults, print-config, docs/configuration.md
// and etc/defectd.yaml all come from it.  Pure.
//
// Source: the outside contract, "Configuration".
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

enum class availability : std::uint8_t {
    offered,
    default_only,  ///< known; any value but the default is a mistake, as this version does not do it
    later,         ///< known, and a mistake in this version
};

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

/// In the order of print-config and of the documents; a section stands before its keys.
[[nodiscard]] std::span<const schema_row> schema() noexcept;

/// nullptr when there is no such row.
[[nodiscard]] const schema_row* find_row(std::string_view path) noexcept;

/// The rows directly under `section`: "" for the top, "sources[]" for an item.
[[nodiscard]] std::vector<const schema_row*> rows_under(std::string_view section);

/// The place of `row` in the schema.
[[nodiscard]] int order_of(const schema_row& row) noexcept;

/// The last member of the path: "schedule".
[[nodiscard]] std::string_view key_of(const schema_row& row) noexcept;

/// The default as a tree; null when there is none.
[[nodiscard]] const yaml_node& default_of(const schema_row& row);

/// "a|b" to its words.
[[nodiscard]] std::vector<std::string_view> words_in(std::string_view words);

/// "sources" for "", "sources[].every" for "sources[]".
[[nodiscard]] std::string below(std::string_view section, std::string_view key);

[[nodiscard]] std::span<const schema_row> daemon_rows() noexcept;
[[nodiscard]] std::span<const schema_row> source_rows() noexcept;
[[nodiscard]] std::span<const schema_row> subscriber_rows() noexcept;

}  // namespace defectd

#endif
