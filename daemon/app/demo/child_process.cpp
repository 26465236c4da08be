#include "child_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace defectd {

child_process::child_process(const std::string& configuration_path, const std::string& log_path)
{
    std::array<std::string, 4> words{"defectd", "run", "-c", configuration_path};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                   nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0600);
    // Both streams in one file, in the order in which they were written.
    ::posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    // /proc/self/exe, because the demo must run this very program, however it was called.
    const int error = ::posix_spawn(&pid_, "/proc/self/exe", &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (error != 0)
        throw std::system_error(error, std::generic_category(), "cannot start defectd");
}

child_process::~child_process()
{
    if (pid_ > 0)
        end_by(SIGKILL);
}

int child_process::end_by(int signal)
{
    ::kill(pid_, signal);
    int status = 0;
    // A signal to this process may interrupt the wait.
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace defectd
