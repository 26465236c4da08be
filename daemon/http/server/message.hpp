// The bytes of a server's answers.
#ifndef DEFECTD_HTTP_SERVER_MESSAGE_HPP
#define DEFECTD_HTTP_SERVER_MESSAGE_HPP

#include "defectd/http/server.hpp"

namespace defectd {

enum class after_answer { keep_open, close };

/// What is said to a HEAD request is the header of what a GET would be told.
enum class body_part { send, leave_out };

[[nodiscard]] std::string response_bytes(const server_response& response, after_answer then, body_part body);

}  // namespace defectd

#endif
