// A request as people read it: what `demo` shows of a webhook and of a chat message.
#ifndef DEFECTD_APP_DEMO_SHOWN_REQUEST_HPP
#define DEFECTD_APP_DEMO_SHOWN_REQUEST_HPP

#include <string>
#include <string_view>

#include "defectd/http/server.hpp"

namespace defectd {

/// The same JSON with a member or an element per line; no value changes its look.
/// @pre `document` is valid JSON
[[nodiscard]] std::string indented_json(std::string_view document);

/// Request line, headers, an empty line and the indented body; every line begins with `margin`.
[[nodiscard]] std::string shown_request(const server_request& request, std::string_view margin);

}  // namespace defectd

#endif
