// One mapping of a file, read by the rows of the schema.  To read a value is to note what is wrong with it, to fall
// back to its default, and to record the value that is in effect.
//
// A repeated key is a mistake, and each of its values is read nevertheless, so that all mistakes are reported at once.
// The value in effect is then the last one.
#ifndef DEFECTD_CONFIG_READ_SECTION_HPP
#define DEFECTD_CONFIG_READ_SECTION_HPP

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "defectd/base/assert.hpp"
#include "read/decode.hpp"
#include "read/reading.hpp"
#include "schema/schema.hpp"

namespace defectd {

/// The place of a section in the schema, in its file, and among the effective values.
struct section_place {
    std::string rows;        ///< "sources[].window"
    std::string path;        ///< "sources[0].window", numbered within the file
    std::string shown;       ///< "sources[2].window", numbered over all files
    std::vector<int> order;  ///< of the effective values
};

/// Used by one thread.  `into`, `file` and the tree must outlive it; copies refer to the same ones.
class section {
public:
    /// Reports keys that are unknown, repeated, or not in this version.
    /// @param node  nullptr when the section is not written: everything is at its default
    section(reading& into, const config_file& file, const yaml_node* node, section_place place);

    /// The file in which the section is written, from whose folder relative paths are resolved.
    [[nodiscard]] const config_file& file() const noexcept { return file_; }
    [[nodiscard]] const config_environment& outside() const noexcept { return into_.outside; }

    /// True when `key` is written, whatever its value.
    [[nodiscard]] bool has(std::string_view key) const { return !written(key).empty(); }

    /// Returns every value that is written for `key`, in the order of the file.
    [[nodiscard]] std::vector<const yaml_node*> written(std::string_view key) const;

    /// Returns what `decode` makes of a node; nullopt when it is wrong, which is then noted.
    template <class Decode>
    [[nodiscard]] auto read(const yaml_node& node, const schema_row& row, std::string path, Decode& decode)
    {
        using value_type =
            typename std::invoke_result_t<Decode, const yaml_node&, const schema_row&>::value_type;
        std::optional<value_type> found;
        if (node.kind == yaml_kind::refused)
            return found;
        auto value = decode(node, row);
        if (value)
            found = *std::move(value);
        else
            add_error(at(node.at, std::move(path)), value.error().what);
        return found;
    }

    /// Returns the value or the default; nullopt when there is neither or the value is wrong.
    template <class Decode>
    [[nodiscard]] auto find(std::string_view key, Decode decode)
    {
        using value_type =
            typename std::invoke_result_t<Decode, const yaml_node&, const schema_row&>::value_type;
        const schema_row& row = row_of(key);
        std::optional<value_type> found;
        for (const yaml_node* const node : nodes_of(row)) {
            if (auto value = read(*node, row, path_of(key), decode)) {
                show(row, to_yaml(*value), *node);
                found = *std::move(value);
            }
        }
        return found;
    }

    /// Returns the value, or the default when it is not written or wrong.  @pre the row has a default
    template <class Decode>
    [[nodiscard]] auto value(std::string_view key, Decode decode)
    {
        auto found = find(key, decode);
        const schema_row& row = row_of(key);
        return found ? *std::move(found) : *decode(default_of(row), row);
    }

    /// Returns the value, which must be written; an empty one when it is missing or wrong, which is noted.
    template <class Decode>
    [[nodiscard]] auto need(std::string_view key, Decode decode)
    {
        if (!has(key))
            add_missing_error(key);
        auto found = find(key, decode);
        return found ? *std::move(found) : typename decltype(found)::value_type{};
    }

    /// Returns the enumerator of a word.  The row's words must be in the order of the enumerators.
    template <class Enum>
    [[nodiscard]] Enum choice(std::string_view key)
    {
        return enumerator<Enum>(key, value(key, as_word));
    }

    /// As choice(), but nullopt when what is written is wrong.
    template <class Enum>
    [[nodiscard]] std::optional<Enum> find_choice(std::string_view key)
    {
        const auto word = find(key, as_word);
        return word ? std::optional(enumerator<Enum>(key, *word)) : std::nullopt;
    }

    /// As choice(), for a key that must be written.  The first enumerator when it is missing or wrong, which is noted.
    template <class Enum>
    [[nodiscard]] Enum need_choice(std::string_view key)
    {
        return enumerator<Enum>(key, need(key, as_word));
    }

    /// Returns a list, read item by item; wrong items are noted and omitted.
    /// @param item_text  returns an item as print-config shows it
    template <class Decode>
    [[nodiscard]] auto list(std::string_view key, Decode decode,
                            std::string (*item_text)(const yaml_node&) = flow_text)
    {
        using value_type =
            typename std::invoke_result_t<Decode, const yaml_node&, const schema_row&>::value_type;
        const schema_row& row = row_of(key);
        std::vector<value_type> values;
        for (const yaml_node* const node : nodes_of(row)) {
            values.clear();
            if (!is_list(*node, path_of(key)))
                continue;
            std::vector<std::string> texts;
            for (std::size_t i = 0; i < node->items.size(); ++i) {
                if (auto value = read(node->items[i], row, item_path(key, i), decode))
                    values.push_back(*std::move(value));
                texts.push_back(item_text(node->items[i]));
            }
            show(row, fmt::format("[{}]", fmt::join(texts, ", ")), *node);
        }
        return values;
    }

    /// The section under `key`, written or not, turned into a value by `read_section`.  An empty one, whose keys
    /// may all be commented out, is one at its defaults.
    template <class Read>
    auto subsection(std::string_view key, Read read_section)
    {
        std::optional<std::invoke_result_t<Read, section>> found;
        for (const yaml_node* const node : written(key))
            if (node->kind != yaml_kind::null && is_map(*node, path_of(key)))
                found = read_section(child(key, node));
        return found ? *std::move(found) : read_section(child(key, nullptr));
    }

    /// The section under `key` turned into a value by `read_section`; nullopt when it is not written, or `null`.
    template <class Read>
    [[nodiscard]] auto subsection_or_null(std::string_view key, Read read_section)
    {
        std::optional<std::invoke_result_t<Read, section>> found;
        for (const yaml_node* const node : nodes_of(row_of(key)))
            if (node->kind == yaml_kind::null)
                show(row_of(key), "null", *node);
            else if (is_map(*node, path_of(key)))
                found = read_section(child(key, node));
        return found;
    }

    /// Calls `read_item` with the section of each item of the list under `key`; an empty value is an empty list.
    /// @param first  the number of the first item among the effective values
    template <class Read>
    void each_item(std::string_view key, std::size_t first, Read read_item)
    {
        for (const yaml_node* const node : written(key))
            if (node->kind != yaml_kind::null && is_list(*node, path_of(key)))
                for (std::size_t i = 0; i < node->items.size(); ++i)
                    if (is_map(node->items[i], item_path(key, i)))
                        read_item(item(key, i, first, node->items[i]));
    }

    /// Return a note without text, at the value of `key`, at the key itself, or at the section's first key.
    [[nodiscard]] config_note at_value(std::string_view key) const;
    [[nodiscard]] config_note at_key(std::string_view key) const;
    [[nodiscard]] config_note at_first_key(std::string_view missing_key = {}) const;
    [[nodiscard]] config_note at(const yaml_position& position, std::string path) const;

    void add_error(config_note where, std::string what);
    void warn(config_note where, std::string what);
    /// Reports a required key that is not written, with an example of it.
    void add_missing_error(std::string_view key);
    /// Notes a value that would have no effect: `key` is written, and not its default.
    void add_unused_error(std::string_view key, std::string_view why);

    [[nodiscard]] std::string path_of(std::string_view key) const { return below(place_.path, key); }
    [[nodiscard]] std::string item_path(std::string_view key, std::size_t index) const;

    /// True for a mapping; anything else is noted.
    [[nodiscard]] bool is_map(const yaml_node& node, std::string path);

    /// Records the effective value of a row.  Its origin is `node`: the default's tree, or a line of the file.
    void show(const schema_row& row, std::string text, const yaml_node& node);
    /// Returns the row of a key, which the schema must have.
    [[nodiscard]] const schema_row& row_of(std::string_view key) const;

private:
    template <class Enum>
    [[nodiscard]] Enum enumerator(std::string_view key, const std::string& word) const
    {
        const std::vector<std::string_view> words = words_in(row_of(key).words);
        const auto found = std::find(words.begin(), words.end(), word);
        return found == words.end() ? Enum{} : static_cast<Enum>(found - words.begin());
    }

    void check_keys();
    void check_key(const yaml_entry& entry, bool is_repeated);
    /// Reports a value other than the default, for keys of which this version has only that.
    void check_default_only(const schema_row& row, const yaml_entry& entry);
    void show_default_only();

    /// Returns the values that are written for the row, or else its default, or else nothing.
    [[nodiscard]] std::vector<const yaml_node*> nodes_of(const schema_row& row) const;
    [[nodiscard]] bool is_list(const yaml_node& node, std::string path);
    /// Returns the section of a key, and that of an item of a list.
    [[nodiscard]] section child(std::string_view key, const yaml_node* node) const;
    [[nodiscard]] section item(std::string_view key, std::size_t index, std::size_t first,
                               const yaml_node& node) const;

    reading& into_;
    const config_file& file_;
    const yaml_node* node_;
    section_place place_;
};

}  // namespace defectd

#endif
