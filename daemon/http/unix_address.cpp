#include "unix_address.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace defectd {
namespace {

constexpr std::size_t max_path_length = 107;  // sockaddr_un::sun_path without its terminating zero

}  // namespace

unix_address::unix_address(const std::string& path) : usable_path_(path)
{
    const std::size_t slash = path.rfind('/');
    if (path.size() <= max_path_length || slash == std::string::npos)
        return;
    // O_PATH needs no read permission on the folder.
    folder_ = ::open(path.substr(0, slash + 1).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder_ >= 0)
        usable_path_ = fmt::format("/proc/self/fd/{}/{}", folder_, path.substr(slash + 1));
}

unix_address::~unix_address()
{
    if (folder_ >= 0)
        ::close(folder_);
}

bool unix_address::fits() const noexcept
{
    return usable_path_.size() <= max_path_length;
}

boost::asio::local::stream_protocol::endpoint unix_address::endpoint() const
{
    return boost::asio::local::stream_protocol::endpoint(usable_path_);
}

}  // namespace defectd
