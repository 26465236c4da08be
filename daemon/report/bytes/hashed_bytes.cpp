#include "bytes/hashed_bytes.hpp"

#include <algorithm>

#include "defectd/base/encoding.hpp"

namespace defectd {
namespace {

/// Large enough that a system call a piece costs nothing, small enough to stay in the cache for the next
/// stages.
constexpr std::size_t piece_size = std::size_t{64} << 10U;

}  // namespace

hashed_bytes::hashed_bytes(byte_source& from, std::uint64_t max) : from_(from), left_(max), piece_(piece_size)
{
}

std::string_view hashed_bytes::next()
{
    if (cut_)
        return {};
    const std::size_t found = from_.read(piece_);
    const auto given = static_cast<std::size_t>(std::min<std::uint64_t>(found, left_));
    cut_ = given < found;
    left_ -= given;
    const std::string_view piece(piece_.data(), given);
    hash_.update(piece);
    return piece;
}

std::string hashed_bytes::hash_to_end()
{
    while (!next().empty()) {
    }
    return to_hex(hash_.digest());
}

}  // namespace defectd
