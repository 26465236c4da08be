#include "lock_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace defectd {
namespace {

constexpr std::size_t id_digits = 32;
constexpr std::size_t id_ends_at = 48;  ///< follows the longest pid and its line end

bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

std::string lock_text::text() const
{
    const std::string first_line = pid + '\n';
    if (database_id.empty())
        return first_line;
    return fmt::format("{}{:>{}}\n", first_line, database_id, id_ends_at - first_line.size());
}

lock_text read_lock_text(std::string_view text)
{
    const std::size_t end_of_pid = text.find_first_not_of("0123456789");
    lock_text read{.pid = std::string(text.substr(0, end_of_pid)), .database_id = {}};
    // A shorter file contains a pid only: its process never had a database, or the write of the id was cut.
    if (text.size() < id_ends_at)
        return read;
    const std::string_view id = text.substr(id_ends_at - id_digits, id_digits);
    if (std::ranges::all_of(id, is_hex) && text.substr(id_ends_at, 1) == "\n")
        read.database_id = id;
    return read;
}

std::string id_in_lock_file(const std::string& state_directory)
{
    // A missing file reads as an empty text, which has no id.
    std::ifstream file(state_directory + "/lock", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return read_lock_text(text).database_id;
}

}  // namespace defectd
