#include "log_stream.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace defectd {
namespace {

/// True when a write would not wait, as far as can be known: other processes may write to it meanwhile.
bool has_room(int descriptor)
{
    ::pollfd asked{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&asked, 1, 0) == 1;
}

/// Returns a field as the protocol has it: "NAME=value", or the name, the length as 64 bits little-endian, and the
/// value when that contains a line break.
std::string as_record_field(std::string_view field)
{
    if (field.find('\n') == std::string_view::npos)
        return std::string(field) + '\n';
    const std::size_t sign = field.find('=');
    const std::string_view value = field.substr(sign + 1);
    std::string text(field.substr(0, sign));
    text += '\n';
    for (unsigned shift = 0; shift < 64; shift += 8)
        text += static_cast<char>(value.size() >> shift & 0xFFU);
    return text.append(value).append("\n");
}

/// Sends a record that is too large for a datagram by the library, which passes it as a file.
journal_stream::outcome send_large(std::span<const std::string> fields)
{
    std::vector<iovec> pieces;
    for (const std::string& field : fields)
        pieces.push_back({const_cast<char*>(field.data()), field.size()});  // only read
    return ::sd_journal_sendv(pieces.data(), static_cast<int>(pieces.size())) < 0
               ? journal_stream::outcome::no_journal
               : journal_stream::outcome::taken;
}

}  // namespace

line_stream::line_stream(int descriptor) : descriptor_(descriptor)
{
    struct ::stat status {};
    if (::fstat(descriptor, &status) != 0)
        return;
    // A socket cannot be opened again, but send() can be told not to wait.
    if (S_ISSOCK(status.st_mode))
        kind_ = kind::socket;
    if (!S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode))
        return;
    const std::string path = fmt::format("/proc/self/fd/{}", descriptor);
    const int reopened = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (reopened < 0)  // it belongs to another user
        return;
    kind_ = kind::reopened;
    descriptor_ = reopened;
}

line_stream::~line_stream()
{
    if (kind_ == kind::reopened)
        ::close(descriptor_);
}

bool line_stream::write(std::string line)
{
    // A line that was written in part is ended first, so that the next one does not continue it.
    if (is_cut_.exchange(false) && !write_at_once("\n")) {
        is_cut_ = true;  // the end of that line is still to be written
        return false;
    }
    line += '\n';
    return write_at_once(line);
}

bool line_stream::write_at_once(std::string_view bytes)
{
    if (kind_ == kind::other && !has_room(descriptor_))
        return false;
    const ssize_t taken = kind_ == kind::socket
                              ? ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL)
                              : ::write(descriptor_, bytes.data(), bytes.size());
    if (taken == static_cast<ssize_t>(bytes.size()))
        return true;
    // The rest is dropped: to wait for room would stop the loop.
    if (taken > 0)
        is_cut_ = true;
    return false;
}

journal_stream::journal_stream(std::string path)
    : path_(std::move(path)), socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
}

journal_stream::~journal_stream()
{
    ::close(socket_);
}

journal_stream::outcome journal_stream::write(std::span<const std::string> fields)
{
    std::string record;
    for (const std::string& field : fields)
        record += as_record_field(field);
    ::sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::sendto(socket_, record.data(), record.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                 reinterpret_cast<const ::sockaddr*>(&address), sizeof address) >= 0)
        return outcome::taken;
    if (errno == EMSGSIZE || errno == ENOBUFS)
        return send_large(fields);
    return errno == EAGAIN ? outcome::dropped : outcome::no_journal;
}

}  // namespace defectd
