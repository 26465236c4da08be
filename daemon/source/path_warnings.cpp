#include "path_warnings.hpp"

#include <algorithm>

namespace defectd {

void path_warnings::warn(const std::string& path, std::string_view message)
{
    if (warned_.insert(path).second)
        log_.warning(message, {{"source", source_}, {"file", path}});
}

void path_warnings::forget_all_but(std::span<const scanned_file> files)
{
    // A file that comes back later is warned of again.
    std::erase_if(warned_, [files](const std::string& path) {
        return !std::ranges::binary_search(files, path, {}, &scanned_file::path);
    });
}

}  // namespace defectd
