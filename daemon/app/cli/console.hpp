// stdout is data, stderr is messages.
#ifndef DEFECTD_APP_CLI_CONSOLE_HPP
#define DEFECTD_APP_CLI_CONSOLE_HPP

#include <string_view>

namespace defectd {

/// Writes data; a reader that went away ends the process quietly, a full disk with exit code 74.
void print_out(std::string_view text);

/// Writes "defectd: TEXT" and a line end.
void print_message(std::string_view text);

}  // namespace defectd

#endif
