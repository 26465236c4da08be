// The report as it was found: read in pieces, counted and hashed on the way.
#ifndef DEFECTD_REPORT_BYTES_HASHED_BYTES_HPP
#define DEFECTD_REPORT_BYTES_HASHED_BYTES_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/byte_source.hpp"
#include "defectd/base/hash.hpp"

namespace defectd {

/// Reads a source of bytes.  The hash identifies the report, whatever is decided about its text.  One thread.
class hashed_bytes {
public:
    /// @param from  must outlive it
    /// @param max   bytes; what follows is neither returned nor hashed
    hashed_bytes(byte_source& from, std::uint64_t max);

    /// Returns the next piece, empty at the end; valid until the next call.  Throws what `from` throws.
    [[nodiscard]] std::string_view next();

    /// True when there were more than `max` bytes.
    [[nodiscard]] bool cut() const noexcept { return cut_; }

    /// Reads what is left and returns the SHA-256 of all bytes, in hex.  Called once, last.
    [[nodiscard]] std::string hash_to_end();

private:
    byte_source& from_;
    std::uint64_t left_;  ///< bytes that are still allowed
    bool cut_ = false;
    std::vector<char> piece_;
    sha256 hash_;  ///< of the bytes returned so far
};

}  // namespace defectd

#endif
