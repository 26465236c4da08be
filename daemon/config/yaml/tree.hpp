// YAML text to a plain tree of our own with a position for every key and value.
// Strict: what a careless reader would misread (aliases, tags, a second document) is a fault.
// Pure.
//
// yaml-cpp's own nodes are not used: they hide aliases and repeated keys and point at anchors.
#ifndef DEFECTD_CONFIG_YAML_TREE_HPP
#define DEFECTD_CONFIG_YAML_TREE_HPP

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace defectd {

/// 1-based; columns count characters, not bytes.
struct yaml_position {
    int line = 1;
    int column = 1;

    friend auto operator<=>(const yaml_position&, const yaml_position&) = default;
};

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

struct yaml_entry {
    std::string key;
    yaml_position at;  ///< of the key
    yaml_node value;
};

struct yaml_fault {
    yaml_position at;
    std::string what;
};

struct yaml_document {
    yaml_node root;
    std::vector<yaml_fault> faults;
    bool readable = true;  ///< false: parsing stopped early, and `root` means nothing
};

/// Bounds of a configuration file.
inline constexpr std::size_t max_yaml_bytes = 1U << 20U;
inline constexpr std::size_t max_yaml_depth = 32;
inline constexpr std::size_t max_yaml_nodes = 200'000;

[[nodiscard]] yaml_document read_yaml(std::string_view text);

}  // namespace defectd

#endif
