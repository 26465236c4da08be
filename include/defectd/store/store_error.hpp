// What can go wrong with the disk under the store, and what it means for the process.
#ifndef DEFECTD_STORE_STORE_ERROR_HPP
#define DEFECTD_STORE_STORE_ERROR_HPP

#include <stdexcept>
#include <string>

namespace defectd {

/// The kind of a fault.  After `disk_full` and `io` a call can be repeated; after any other the process must end, or
/// cannot start.
enum class store_fault {
    disk_full,     ///< the disk has no room left; nothing was lost
    io,            ///< a read or write failed; nothing was lost
    fsync_failed,  ///< the last write may be lost: the process must end, and a restart recovers
    replaced,      ///< a file of the store was deleted or replaced: the process must end
    corrupt,       ///< the database is damaged and is left as it is: the process must end
    locked,        ///< another process uses the state directory
    foreign_file,  ///< the file is not a database of defectd
    newer_schema,  ///< a newer defectd wrote the database
    no_access,     ///< a file or folder cannot be opened or created
};

/// Thrown by every call of the store.  what() says for the operator what happened, where, and what to do.
class store_error : public std::runtime_error {
public:
    store_error(store_fault fault, const std::string& what) : std::runtime_error(what), fault_(fault) {}
    [[nodiscard]] store_fault fault() const noexcept { return fault_; }

private:
    store_fault fault_;
};

}  // namespace defectd

#endif
