// Another process can delete or replace a file that is open here, and SQLite would go on writing into a file
// that no name leads to.  The daemon compares device, inode and size from time to time to find this.
#include "defectd/store/state_watch.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>

#include "defectd/store/store_error.hpp"

namespace defectd {
namespace {

/// Throws the error that ends the process.  `change` is a participle, such as "replaced".
[[noreturn]] void end_with(const std::string& path, std::string_view change)
{
    throw store_error{
        store_fault::replaced,
        fmt::format("{}: was {} while defectd was using it. Restore the original file together with its "
                    "-wal file, or restore a backup, then start defectd again",
                    path, change)};
}

}  // namespace

std::optional<state_watch::seen_file> state_watch::look_at(const watched_file& file)
{
    struct ::stat status {};
    if (::lstat(file.path.c_str(), &status) == 0)
        return seen_file{.device = status.st_dev, .inode = status.st_ino, .size = status.st_size};
    if (errno == ENOENT || errno == ENOTDIR)
        return std::nullopt;
    return file.seen;  // any other failure says nothing about the file
}

state_watch::state_watch(const std::string& state_directory)
    : files_{watched_file{.path = state_directory + "/defectd.db", .may_shrink = false},
             watched_file{.path = state_directory + "/defectd.db-wal", .may_shrink = true},
             watched_file{.path = state_directory + "/lock", .may_shrink = true}}
{
    for (watched_file& file : files_)
        file.seen = look_at(file);
}

void state_watch::check()
{
    for (watched_file& file : files_) {
        const auto now = look_at(file);
        if (file.seen && !now)
            end_with(file.path, "moved or deleted");
        if (file.seen && (now->device != file.seen->device || now->inode != file.seen->inode))
            end_with(file.path, "replaced");
        if (file.seen && !file.may_shrink && now->size < file.seen->size)
            end_with(file.path, "truncated");
        file.seen = now;
    }
}

}  // namespace defectd
