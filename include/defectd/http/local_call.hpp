// One request to a running daemon over its unix socket, for the command line.
#ifndef DEFECTD_HTTP_LOCAL_CALL_HPP
#define DEFECTD_HTTP_LOCAL_CALL_HPP

#include <string>

#include "defectd/base/result.hpp"
#include "defectd/base/time.hpp"

namespace defectd {

struct local_answer {
    int status = 0;
    std::string body;
};

enum class local_failure_kind { no_daemon, no_permission, broken };

struct local_failure {
    local_failure_kind kind = local_failure_kind::no_daemon;
    std::string what;
};

/// Blocks until the answer is whole, at most `timeout`.
[[nodiscard]] result<local_answer, local_failure> call_local(const std::string& socket_path,
                                                             const std::string& method,
                                                             const std::string& target,
                                                             const std::string& body, duration timeout);

}  // namespace defectd

#endif
