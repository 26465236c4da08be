// Tells when the files of a running store are moved, deleted or replaced.
//
// SQLite goes on writing into a file that has lost its name, and all of that is gone with the process.
#ifndef DEFECTD_STORE_STATE_WATCH_HPP
#define DEFECTD_STORE_STATE_WATCH_HPP

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>

namespace defectd {

/// Looks at the names only and opens nothing: closing a file would end SQLite's locks on it.  One thread at a time.
class state_watch {
public:
    /// @pre the store in `state_directory` is open
    explicit state_watch(const std::string& state_directory);

    /// A few calls of lstat(2).  Throws store_error `replaced` once the database, its log or the lock file is not the
    /// file it was.
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

    /// nullopt where there is none.
    static std::optional<seen_file> look_at(const watched_file& file);

    std::array<watched_file, 3> files_;
};

}  // namespace defectd

#endif
