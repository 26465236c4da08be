// The store in one SQLite file, and the lock that keeps a second process out.
#ifndef DEFECTD_STORE_SQLITE_HPP
#define DEFECTD_STORE_SQLITE_HPP

#include <memory>
#include <string>
#include <string_view>

#include "defectd/store/store.hpp"
#include "defectd/store/store_error.hpp"

namespace defectd {

/// Holds `<state_directory>/lock` by flock(2) as long as it lives, also over kill -9 of others: the
/// kernel lets go of it.  The file names the holder's pid.
class state_lock {
public:
    /// Makes the directory (0700) if it is missing.  Throws store_error: `locked` with the holder's pid,
    /// `no_access` otherwise.
    explicit state_lock(const std::string& state_directory);
    ~state_lock();
    state_lock(const state_lock&) = delete;
    state_lock& operator=(const state_lock&) = delete;

private:
    int descriptor_ = -1;
};

/// Opens or creates `path` and migrates it to this version's schema.
/// @pre the caller holds the state_lock of the folder
/// ":memory:" is a database of its own, for tests.
[[nodiscard]] std::unique_ptr<store> open_sqlite_store(const std::string& path);

/// The version of the SQLite library in use, "3.40.1".
[[nodiscard]] std::string_view sqlite_version() noexcept;

}  // namespace defectd

#endif
