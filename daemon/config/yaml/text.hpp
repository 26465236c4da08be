// The raw text under the tree: what yaml-cpp swallows or miscounts is found here.  Pure.
#ifndef DEFECTD_CONFIG_YAML_TEXT_HPP
#define DEFECTD_CONFIG_YAML_TEXT_HPP

#include <optional>
#include <string_view>
#include <vector>

#include "yaml/tree.hpp"

namespace defectd {

/// Text cut into lines once, so that a place in it is found without a scan from the top.
class yaml_text {
public:
    /// @param text  must outlive this
    explicit yaml_text(std::string_view text);

    /// What no file may hold: bytes that are not UTF-8, and control characters.
    [[nodiscard]] std::optional<yaml_fault> bad_character();

    /// yaml-cpp counts lines and bytes from 0.  Cheap when places are asked for in their order.
    [[nodiscard]] yaml_position position(int line, int byte_column);

    /// The text from there to the end; empty behind the end.
    [[nodiscard]] std::string_view from(int line, int byte_column) const;

private:
    std::string_view text_;
    std::vector<std::size_t> line_starts_;

    /// Where the last count of characters ended: a file of one long line is not counted from its start each time.
    int counted_line_ = 0;
    int counted_bytes_ = 0;
    int counted_characters_ = 0;
};

/// True when `text` begins with a quoted scalar whose quote is never closed: yaml-cpp 0.7 takes all of it silently.
[[nodiscard]] bool opens_endless_quote(std::string_view text) noexcept;

/// True when `text` begins with a written null (`~`, `null`), false when the value is empty.
[[nodiscard]] bool begins_with_null(std::string_view text) noexcept;

}  // namespace defectd

#endif
