// The store in one SQLite file, and the lock that keeps a second process out.
#ifndef DEFECTD_STORE_SQLITE_HPP
#define DEFECTD_STORE_SQLITE_HPP

#include <memory>
#include <string>
#include <string_view>

#include "defectd/runtime/random.hpp"
#include "defectd/store/store.hpp"
#include "defectd/store/store_error.hpp"

namespace defectd {

/// Holds `<state_directory>/lock` by flock(2) as long as it lives.  The kernel releases the lock when a process
/// dies, so a lock file without a living holder blocks no process.  The file contains the holder's pid and, below it,
/// the id of the database in the directory.
class state_lock {
public:
    /// Creates the directory (0700) if it is missing.  Throws store_error: `locked` with the holder's pid,
    /// `no_access` otherwise.
    explicit state_lock(const std::string& state_directory);
    ~state_lock();
    state_lock(const state_lock&) = delete;
    state_lock& operator=(const state_lock&) = delete;

    [[nodiscard]] const std::string& state_directory() const noexcept { return state_directory_; }

    /// Returns the id of the database that belongs to the directory; empty until there was one.
    [[nodiscard]] const std::string& database_id() const noexcept { return database_id_; }

    /// Writes the id into the lock file.  It is durable when this returns.  Throws store_error.
    /// @pre  the database is durable
    void remember_database(const std::string& id);

private:
    std::string state_directory_;
    int descriptor_ = -1;
    std::string database_id_;
};

/// Opens or creates `defectd.db` in the directory that `lock` holds, and migrates it to the schema of this version.
/// Throws store_error; `replaced` when the lock file names a database and this one is missing, empty or another.
[[nodiscard]] std::unique_ptr<store> open_state(state_lock& lock, random_source& random);

/// Returns whether the directory has a database, or had one that is missing now.  Takes no lock and creates nothing.
[[nodiscard]] bool had_database(const std::string& state_directory);

/// Opens or creates the database `path` without a lock file, for tests and dry runs.  ":memory:" is a new database in
/// memory.
[[nodiscard]] std::unique_ptr<store> open_sqlite_store(const std::string& path);

/// Returns the version of the SQLite library in use, for example "3.40.1".
[[nodiscard]] std::string_view sqlite_version() noexcept;

}  // namespace defectd

#endif
