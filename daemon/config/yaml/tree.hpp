// Reads YAML text into a plain tree that has a position for every key and value.  Pure.
//
// It is strict: what a reader of the file could misunderstand (aliases, tags, a second document) is a fault.
//
// yaml-cpp's own nodes are not used, because they hide aliases and repeated keys and have the positions of anchors.
#ifndef DEFECTD_CONFIG_YAML_TREE_HPP
#define DEFECTD_CONFIG_YAML_TREE_HPP

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

/// A place in the file, counted from 1; columns count characters, not bytes, as editors do.
struct yaml_position {
    int line = 1;
    int column = 1;

    friend auto operator<=>(const yaml_position&, const yaml_position&) = default;
};

/// What a value is.  Whether a scalar is a number is for its reader to decide.
enum class yaml_kind {
    null,  ///< empty, `~` or `null`
    scalar,
    list,
    map,
    refused,  ///< already reported as a fault; nothing more is said about it
};

struct yaml_entry;

/// A value.  The position of an empty one is that of its key.
struct yaml_node {
    yaml_kind kind = yaml_kind::null;
    yaml_position at;
    bool plain = false;     ///< a scalar written without quotes
    std::string text = {};  ///< of a scalar
    std::vector<yaml_node> items = {};
    std::vector<yaml_entry> entries;  ///< as written, repeated keys included
};

/// A key of a mapping, and its value.
struct yaml_entry {
    std::string key;
    yaml_position at;  ///< of the key
    yaml_node value;
};

/// What is wrong, where, and what to write instead.
struct yaml_fault {
    yaml_position at;
    std::string what;
};

/// A file's tree and everything that is wrong with it as YAML.
struct yaml_document {
    yaml_node root;
    std::vector<yaml_fault> faults;
    bool readable = true;  ///< false: parsing stopped early, and `root` means nothing
};

/// Bounds of a configuration file.  They keep a mistaken file, such as a log, from using much time or memory.
inline constexpr std::size_t max_yaml_bytes = 1U << 20U;
inline constexpr std::size_t max_yaml_depth = 32;
inline constexpr std::size_t max_yaml_nodes = 200'000;

/// Reads one document of UTF-8, with or without a byte order mark.  Never throws for what the text contains.
[[nodiscard]] yaml_document read_yaml(std::string_view text);

}  // namespace defectd

#endif
