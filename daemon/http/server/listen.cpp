#include "server/listen.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <cstring>
#include <system_error>

#include "unix_address.hpp"

namespace defectd {
namespace {

/// Throws std::system_error, which ends the start of the daemon.
[[noreturn]] void throw_unusable(const boost::system::error_code& error, const std::string& where)
{
    throw std::system_error(error.value(), std::system_category(), "cannot listen on " + where);
}

void check(const boost::system::error_code& error, const std::string& where)
{
    if (error)
        throw_unusable(error, where);
}

/// While it lives, a new socket file is accessible to its owner and group only, from the moment of bind() on.
class tight_umask {
public:
    tight_umask() : before_(::umask(0117)) {}
    ~tight_umask() { ::umask(before_); }
    tight_umask(const tight_umask&) = delete;
    tight_umask& operator=(const tight_umask&) = delete;

private:
    mode_t before_;
};

/// Removes a socket file without a listener; leaves every other kind of file, so that bind fails on it.
void remove_stale_socket(const asio::any_io_executor& loop, const std::string& path)
{
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode))
        return;
    asio::local::stream_protocol::socket probe(loop);
    boost::system::error_code error;
    probe.connect(unix_address(path).endpoint(), error);
    // A refused connection proves that no process listens; any other error leaves the file.
    if (error == asio::error::connection_refused)
        ::unlink(path.c_str());
}

/// A daemon that root starts manually must not keep the user out who owns the folder: only who may connect to a socket
/// that was left over can tell that it has no listener.
void give_to_folder_owner(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &owner) != 0 || owner.st_uid == 0)
        return;
    // O_PATH and O_NOFOLLOW: the ownership changes on the socket itself, not on a file that replaced it.
    const int descriptor = ::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC);
    struct stat made {};
    if (descriptor >= 0 && ::fstat(descriptor, &made) == 0 && S_ISSOCK(made.st_mode) && made.st_uid == 0 &&
        made.st_nlink == 1)
        static_cast<void>(::fchownat(descriptor, "", owner.st_uid, owner.st_gid, AT_EMPTY_PATH) == 0);
    if (descriptor >= 0)
        ::close(descriptor);
}

/// Binds and listens.  Throws std::system_error.
void bind_and_listen(stream_acceptor& acceptor, const stream_acceptor::endpoint_type& endpoint,
                     const std::string& where)
{
    boost::system::error_code error;
    acceptor.bind(endpoint, error);
    check(error, where);
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    check(error, where);
}

}  // namespace

stream_acceptor listen_unix(const asio::any_io_executor& loop, const std::string& path)
{
    const unix_address address(path);
    if (!address.fits())
        throw_unusable(asio::error::name_too_long, path);
    remove_stale_socket(loop, path);
    stream_acceptor acceptor(loop, asio::generic::stream_protocol(AF_UNIX, 0));
    const tight_umask owner_and_group_only;
    bind_and_listen(acceptor, address.endpoint(), path);
    give_to_folder_owner(path);
    return acceptor;
}

stream_acceptor listen_tcp(const asio::any_io_executor& loop, const std::string& address, std::uint16_t port)
{
    const std::string where = address + " port " + std::to_string(port);
    boost::system::error_code error;
    const auto literal = asio::ip::make_address(address, error);
    check(error, where);
    const asio::ip::tcp::endpoint endpoint(literal, port);
    stream_acceptor acceptor(loop, asio::generic::stream_protocol(endpoint.protocol()));
    // A restart must not wait for connections of the last process that are in TIME_WAIT.
    acceptor.set_option(asio::socket_base::reuse_address(true));
    bind_and_listen(acceptor, endpoint, where);
    return acceptor;
}

std::uint16_t port_of(const stream_acceptor& acceptor)
{
    const auto bound = acceptor.local_endpoint();
    // A unix socket has no port.
    if (bound.protocol().family() == AF_UNIX)
        return 0;
    asio::ip::tcp::endpoint endpoint;
    std::memcpy(endpoint.data(), bound.data(), bound.size());
    return endpoint.port();
}

std::optional<uid_t> peer_uid(stream_socket& socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (socket.local_endpoint().protocol().family() != AF_UNIX ||
        ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return std::nullopt;
    return peer.uid;
}

}  // namespace defectd
