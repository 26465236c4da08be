// What the lock file says: the holder's pid in the first line, the id of the folder's database in the second.
#ifndef DEFECTD_STORE_LOCK_TEXT_HPP
#define DEFECTD_STORE_LOCK_TEXT_HPP

#include <sys/types.h>

#include <string>
#include <string_view>

namespace defectd {

struct lock_text {
    std::string pid;          ///< digits; empty while the holder has not written it
    std::string database_id;  ///< 32 hex digits; empty until there was a database

    /// Returns the text of the file.  The id is always at the same place, so that writing a pid of any length cannot
    /// lose it.
    [[nodiscard]] std::string text() const;
};

/// Reads a text that text() returned.  An id that is missing or incomplete is read as empty.
[[nodiscard]] lock_text read_lock_text(std::string_view text);

/// Returns the id in the lock file of the folder; empty when there is no file or no id in it.
[[nodiscard]] std::string id_in_lock_file(const std::string& state_directory);

}  // namespace defectd

#endif
