// What can go wrong with the medium under the store, and what it means for the process.
#ifndef DEFECTD_STORE_STORE_ERROR_HPP
#define DEFECTD_STORE_STORE_ERROR_HPP

#include <stdexcept>
#include <string>

namespace defectd {

enum class store_fault {
    disk_full,     ///< waits and tries again; nothing is lost
    io,            ///< a read or write failed; waits and tries again
    fsync_failed,  ///< what was written may be gone: the process must end, a restart recovers
    replaced,      ///< a file of the store is gone or another one: the process must end
    corrupt,       ///< the file is kept as it is; the process must end
    locked,        ///< another process holds the state directory
    foreign_file,  ///< a database, but not ours
    newer_schema,  ///< written by a newer defectd
    no_access,     ///< permission, or the folder cannot be made
};

/// what() says what happened, where, and what to do.
class store_error : public std::runtime_error {
public:
    store_error(store_fault fault, const std::string& what) : std::runtime_error(what), fault_(fault) {}
    [[nodiscard]] store_fault fault() const noexcept { return fault_; }

private:
    store_fault fault_;
};

}  // namespace defectd

#endif
