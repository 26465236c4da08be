// The lock of a state directory: flock(2) on the file `lock`, which the kernel releases when the process
// ends, however it ends.  The text in the file informs people and names the database; it does not lock
// anything.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "defectd/store/sqlite.hpp"
#include "folder_owner.hpp"
#include "lock_text.hpp"

namespace defectd {
namespace {

std::string error_text(int error)
{
    return std::generic_category().message(error);
}

/// Creates the directory itself but no parent of it, so that a misspelled path is reported instead of
/// created.
void make_directory(const std::string& path)
{
    struct ::stat status {};
    if (::stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode))
        throw store_error{
            store_fault::io,
            fmt::format("{} is not a directory; set another state_directory, or move the file away", path)};
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        throw store_error{store_fault::no_access,
                          fmt::format("{}: cannot create the state directory ({}); create it, or set another "
                                      "state_directory",
                                      path, error_text(errno))};
}

/// Opens the file, or creates it.  O_NOFOLLOW: a link could make root write into a file elsewhere.
int open_lock_file(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        throw store_error{
            store_fault::no_access,
            fmt::format("{}: cannot be opened for writing ({}); give the user that runs defectd "
                        "read and write permission on the state directory",
                        path, error_text(errno))};
    return descriptor;
}

lock_text read_lock_file(int descriptor)
{
    std::array<char, 64> bytes{};
    const ssize_t length = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    return read_lock_text({bytes.data(), length > 0 ? static_cast<std::size_t>(length) : 0});
}

/// Returns "process 123", or "another process" while that process has not written its number yet.
std::string holder_of(int descriptor)
{
    const std::string pid = read_lock_file(descriptor).pid;
    return pid.empty() ? "another process" : fmt::format("process {}", pid);
}

/// Overwrites the file in place and truncates it afterwards.  A full disk makes the write fail, but it
/// removes nothing.
[[nodiscard]] bool write_lock_file(int descriptor, const std::string& database_id)
{
    const std::string text = lock_text{.pid = std::to_string(::getpid()), .database_id = database_id}.text();
    return ::pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) &&
           ::ftruncate(descriptor, static_cast<off_t>(text.size())) == 0;
}

/// Makes the names of new files in the folder durable.  Without it, a power failure could remove a file whose
/// contents are already on the disk.
[[nodiscard]] bool sync_folder(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return is_synced;
}

/// Throws `locked` when another process holds the lock, and `no_access` when the file system cannot lock.
[[noreturn]] void refuse(const std::string& path, int descriptor, int error)
{
    const std::string holder = holder_of(descriptor);
    ::close(descriptor);
    if (error == EWOULDBLOCK)
        throw store_error{
            store_fault::locked,
            fmt::format("{}: {} is using the state directory; only one defectd can use it. Stop that one, or "
                        "set another state_directory",
                        path, holder)};
    throw store_error{store_fault::no_access,
                      fmt::format("{}: cannot be locked ({}); put the state directory on a local file system",
                                  path, error_text(error))};
}

}  // namespace

state_lock::state_lock(const std::string& state_directory) : state_directory_(state_directory)
{
    make_directory(state_directory);
    const std::string path = state_directory + "/lock";
    const int descriptor = open_lock_file(path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        refuse(path, descriptor, errno);
    descriptor_ = descriptor;
    give_to_folder_owner(descriptor_, state_directory_);
    database_id_ = read_lock_file(descriptor_).database_id;
    // The pid is a courtesy: a full disk must not keep the daemon from starting, and the lock holds without it.
    static_cast<void>(write_lock_file(descriptor_, database_id_));
}

void state_lock::remember_database(const std::string& id)
{
    if (database_id_ == id)
        return;
    // From the first start on, the id must survive a power failure: it is what detects a lost database.
    if (!write_lock_file(descriptor_, id) || ::fsync(descriptor_) != 0 || !sync_folder(state_directory_))
        throw store_error{
            store_fault::io,
            fmt::format("{}/lock: cannot be written ({}); check the disk, free some space, then start "
                        "defectd again",
                        state_directory_, error_text(errno))};
    database_id_ = id;
}

state_lock::~state_lock()
{
    ::close(descriptor_);
}

}  // namespace defectd
