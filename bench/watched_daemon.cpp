#include "watched_daemon.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "defectd/webhook/signing.hpp"

namespace defectd::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* configuration_text = R"(state_directory: state
egress: {{allow_networks: [127.0.0.0/8], allow_ports: [{port}], allow_http: true}}
sources:
  - {{name: bench, kind: file, path: "reports/*.csv", account: bench, marketplace: US, fulfillment: MFN}}
subscribers:
  - name: bench
    url: http://127.0.0.1:{port}/
    signing: [{{scheme: standard, secret_file: receiver.secret}}]
    events: ["*"]
)";

void write_private_file(const std::string& path, const std::string& text)
{
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out)
        throw std::runtime_error("cannot write " + path);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace

watched_daemon::watched_daemon(const std::string& program, const scratch_folder& folder, std::uint16_t port)
    : folder_(folder)
{
    fs::create_directory(folder.file("reports"));
    write_private_file(folder.file("receiver.secret"), symmetric_secret_text(std::string(32, 'k')) + "\n");
    write_private_file(folder.file("defectd.yaml"), fmt::format(configuration_text, fmt::arg("port", port)));

    std::array<std::string, 4> words{program, "run", "-c", folder.file("defectd.yaml")};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                   nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, folder.file("log").c_str(),
                                       O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int error = ::posix_spawn(&pid_, program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (error != 0)
        throw std::system_error(error, std::generic_category(), "cannot start " + program);
}

watched_daemon::~watched_daemon()
{
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void watched_daemon::prepare(const std::string& name, const std::string& text) const
{
    write_private_file(folder_.file(name), text);
}

void watched_daemon::put_in_place(const std::string& name) const
{
    fs::rename(folder_.file(name), folder_.file("reports/" + name));
}

std::uint64_t watched_daemon::resident_bytes() const
{
    std::ifstream pages(fmt::format("/proc/{}/statm", pid_));
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    if (!(pages >> total >> resident))
        throw std::runtime_error("defectd has ended:\n" + log());
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string watched_daemon::log() const
{
    std::ostringstream text;
    text << std::ifstream(folder_.file("log")).rdbuf();
    return text.str();
}

}  // namespace defectd::bench
