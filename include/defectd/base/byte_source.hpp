// Where bytes come from, piece by piece: a file, an upload, a string in a test.
#ifndef DEFECTD_BASE_BYTE_SOURCE_HPP
#define DEFECTD_BASE_BYTE_SOURCE_HPP

#include <cstddef>
#include <span>

namespace defectd {

/// A stream read once, from front to back, by one thread.
class byte_source {
public:
    virtual ~byte_source() = default;

    /// Fills the front of `into` and returns how many bytes; 0 only at the end.
    /// Throws std::system_error when the medium fails.
    [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;
};

}  // namespace defectd

#endif
