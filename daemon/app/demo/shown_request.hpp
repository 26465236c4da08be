// A request as people read it: what `demo` shows of a webhook and of a chat message.
#ifndef DEFECTD_APP_DEMO_SHOWN_REQUEST_HPP
#define DEFECTD_APP_DEMO_SHOWN_REQUEST_HPP

#include <string>
#include <string_view>

#include "defectd/http/server.hpp"

namespace defectd {

/// Returns the same JSON with one member or element per line; the bytes of the values do not change.
/// @pre `document` is valid JSON
[[nodiscard]] std::string indented_json(std::string_view document);

/// Returns the request line, the headers, an empty line and the indented body; lines begin with `margin`.
[[nodiscard]] std::string shown_request(const server_request& request, std::string_view margin);

}  // namespace defectd

#endif
