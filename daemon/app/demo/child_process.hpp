// A daemon of the demo's own, which it starts, kills and starts again.
#ifndef DEFECTD_APP_DEMO_CHILD_PROCESS_HPP
#define DEFECTD_APP_DEMO_CHILD_PROCESS_HPP

#include <sys/types.h>

#include <string>

namespace defectd {

/// Runs this very program as `defectd run -c CONFIGURATION`; killed when destroyed.
class child_process {
public:
    /// stdout and stderr of the child are added to `log_path`.  Throws std::system_error.
    child_process(const std::string& configuration_path, const std::string& log_path);
    ~child_process();
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;

    /// Returns the process id; -1 after end_by().
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

    /// Sends the signal and waits for the end; returns the exit code, or 128 + the signal that ended it.
    int end_by(int signal);

private:
    pid_t pid_ = -1;
};

}  // namespace defectd

#endif
