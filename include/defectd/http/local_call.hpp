// One request to a running daemon over its unix socket, for the command line.
#ifndef DEFECTD_HTTP_LOCAL_CALL_HPP
#define DEFECTD_HTTP_LOCAL_CALL_HPP

#include <string>

#include "defectd/base/result.hpp"
#include "defectd/base/time.hpp"

namespace defectd {

/// The answer of the daemon: any status counts as an answer.
struct local_answer {
    int status = 0;    ///< the HTTP status
    std::string body;  ///< JSON or text, at most 64 MiB
};

/// Why there is no answer.  `no_daemon`: no file or no listener.  `no_permission`: this user may not connect
/// to the socket.  `broken`: any other failure, a timeout included.
enum class local_failure_kind { no_daemon, no_permission, broken };

struct local_failure {
    local_failure_kind kind = local_failure_kind::no_daemon;
    std::string what;  ///< for the operator, with the path of the socket
};

/// Sends one request and blocks until its answer is complete, for at most `timeout`.  Throws only what is a
/// bug or a lack of memory.
[[nodiscard]] result<local_answer, local_failure> call_local(const std::string& socket_path,
                                                             const std::string& method,
                                                             const std::string& target,
                                                             const std::string& body, duration timeout);

}  // namespace defectd

#endif
