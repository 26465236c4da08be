// A path to watch, and what is to be reported about it.
#ifndef DEFECTD_SOURCE_WATCHED_PATH_HPP
#define DEFECTD_SOURCE_WATCHED_PATH_HPP

#include <compare>
#include <cstdint>
#include <string>

namespace defectd {

/// What is to be reported about a path.
enum class watch_kind : std::uint8_t {
    way,     ///< a folder or a link on the way: whether it stays what it is
    branch,  ///< a folder whose folders matter
    leaf,    ///< a folder whose files matter
    target,  ///< a file that other names lead to: what is written to it
};

struct watched_path {
    std::string path;
    watch_kind kind = watch_kind::leaf;

    friend auto operator<=>(const watched_path&, const watched_path&) = default;
};

}  // namespace defectd

#endif
