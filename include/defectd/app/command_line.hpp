// The one entry: reads the command line and runs the command it names.
#ifndef DEFECTD_APP_COMMAND_LINE_HPP
#define DEFECTD_APP_COMMAND_LINE_HPP

namespace defectd {

/// Returns the process's exit code.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace defectd

#endif
