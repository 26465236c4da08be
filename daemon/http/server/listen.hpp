// Binding a listening socket, on TCP or in the file system.
#ifndef DEFECTD_HTTP_SERVER_LISTEN_HPP
#define DEFECTD_HTTP_SERVER_LISTEN_HPP

#include <sys/types.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// TCP and unix sockets are served by the same code.
using stream_socket = asio::generic::stream_protocol::socket;
using stream_acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

/// Binds the unix socket `path` with mode 0660.  A file left by a dead process is replaced.
/// Throws std::system_error that names the path, also when a live process listens there.
[[nodiscard]] stream_acceptor listen_unix(const asio::any_io_executor& loop, const std::string& path);

/// Binds an IP literal; port 0 takes a free port.  Throws std::system_error that names the address.
[[nodiscard]] stream_acceptor listen_tcp(const asio::any_io_executor& loop, const std::string& address,
                                         std::uint16_t port);

/// Returns the TCP port; 0 for a unix socket.
[[nodiscard]] std::uint16_t port_of(const stream_acceptor& acceptor);

/// Returns the user on the other end of a unix socket; nullopt for TCP.
[[nodiscard]] std::optional<uid_t> peer_uid(stream_socket& socket);

}  // namespace defectd

#endif
