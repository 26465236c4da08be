// Notices when the files of a running store are moved, deleted or replaced.
//
// SQLite continues to write into a file that has lost its name, and everything it writes there is lost when the process
// ends.
#ifndef DEFECTD_STORE_STATE_WATCH_HPP
#define DEFECTD_STORE_STATE_WATCH_HPP

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>

namespace defectd {

/// Looks at the names only and opens no file, because closing a file would release SQLite's locks on it.  One
/// thread at a time.
class state_watch {
public:
    /// Remembers which files the database, its log and the lock file are now.
    /// @pre the store in `state_directory` is open
    explicit state_watch(const std::string& state_directory);

    /// Compares the files with those remembered, by a few calls of lstat(2).  Throws store_error `replaced` once one of
    /// them is missing or another file.
    void check();

private:
    struct seen_file {
        dev_t device = 0;
        ino_t inode = 0;
        off_t size = 0;
    };
    struct watched_file {
        std::string path;
        bool may_shrink;  ///< false for the database, which is never vacuumed
        std::optional<seen_file> seen{};
    };

    /// Returns nullopt when there is no such file.
    static std::optional<seen_file> look_at(const watched_file& file);

    std::array<watched_file, 3> files_;
};

}  // namespace defectd

#endif
