#include "cli/console.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "cli/exit_code.hpp"

namespace defectd {

void print_out(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
        return;
    // As in `defectd events | head`: the reader has what it wanted.
    if (errno == EPIPE)
        std::_Exit(exit_code::ok);
    print_message("cannot write to standard output: " + std::generic_category().message(errno));
    std::_Exit(exit_code::io);
}

void print_message(std::string_view text)
{
    std::fprintf(stderr, "defectd: %.*s\n", static_cast<int>(text.size()), text.data());
}

}  // namespace defectd
