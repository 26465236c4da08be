// The bytes of a server's responses.
#ifndef DEFECTD_HTTP_SERVER_MESSAGE_HPP
#define DEFECTD_HTTP_SERVER_MESSAGE_HPP

#include "defectd/http/server.hpp"

namespace defectd {

/// What becomes of the connection after a response.
enum class after_answer { keep_open, close };

/// A response to HEAD has the header of a response to GET and leaves the body out.
enum class body_part { send, leave_out };

/// Returns the whole response as it is sent.
/// @pre  no name and no value of a header has a line end
[[nodiscard]] std::string response_bytes(const server_response& response, after_answer then, body_part body);

}  // namespace defectd

#endif
