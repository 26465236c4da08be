#include "folder_owner.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>

namespace defectd {
namespace {

/// Returns the status of the folder when this process is root and another user owns the folder; otherwise nullopt.
std::optional<struct ::stat> other_owner_of(const std::string& folder)
{
    struct ::stat status {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &status) != 0 || status.st_uid == 0)
        return std::nullopt;
    return status;
}

}  // namespace

void give_to_folder_owner(int descriptor, const std::string& folder)
{
    const auto owner = other_owner_of(folder);
    struct ::stat file {};
    if (!owner || ::fstat(descriptor, &file) != 0)
        return;
    // A failure changes nothing for this process, which is root and can open the file anyway.
    if (S_ISREG(file.st_mode) && file.st_uid == 0 && file.st_nlink == 1)
        static_cast<void>(::fchown(descriptor, owner->st_uid, owner->st_gid) == 0);
}

void make_for_folder_owner(const std::string& folder, const std::string& name)
{
    if (!other_owner_of(folder))
        return;
    const std::string path = folder + '/' + name;
    // O_NOFOLLOW and O_NONBLOCK: the owner of the folder must not make root follow a link or wait for a FIFO.
    const int descriptor =
        ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return;
    give_to_folder_owner(descriptor, folder);
    ::close(descriptor);
}

}  // namespace defectd
