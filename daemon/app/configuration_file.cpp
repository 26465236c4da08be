#include "configuration_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "cli/console.hpp"

namespace defectd {
namespace {

namespace fs = std::filesystem;

/// More is not read of a file: neither a configuration nor a secret is larger.
constexpr std::size_t max_file_bytes = 4U << 20U;

/// Returns a variable of the environment; empty when it is not set.
std::string environment(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Reads a whole file.  It never blocks, even when the path names a pipe without a writer.
result<file_content, file_error> read_file(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return file_error{std::generic_category().message(errno)};
    struct ::stat status {};
    file_content content;
    std::array<char, 16384> piece;
    ssize_t count = -1;
    if (::fstat(descriptor, &status) == 0 && !S_ISDIR(status.st_mode))
        while ((count = ::read(descriptor, piece.data(), piece.size())) > 0 &&
               content.bytes.size() < max_file_bytes)
            content.bytes.append(piece.data(), static_cast<std::size_t>(count));
    // Taken before close(), which could change errno.
    const int error = S_ISDIR(status.st_mode) ? EISDIR : errno;
    ::close(descriptor);
    if (count < 0)
        return file_error{std::generic_category().message(error)};
    content.world_readable = (status.st_mode & S_IROTH) != 0;
    return content;
}

/// Lists the *.yaml files of a folder.  Hidden ones are skipped: editors keep their copies there.
result<std::vector<std::string>, file_error> list_yaml(const std::string& folder)
{
    std::vector<std::string> paths;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const fs::path& path = entry->path();
        if (path.extension() == ".yaml" && !path.filename().string().starts_with('.'))
            paths.push_back(path.string());
    }
    if (error && error != std::errc::no_such_file_or_directory)
        return file_error{error.message()};
    // The order of a folder is arbitrary, and the order of the files is that of sources and subscribers.
    std::ranges::sort(paths);
    return paths;
}

/// Prints every mistake, one per line, and their number.
void explain(const std::vector<config_note>& mistakes, std::string_view consequence)
{
    for (const config_note& mistake : mistakes)
        print_message(to_text(mistake));
    print_message(fmt::format("{} configuration error{}; {}", mistakes.size(),
                              mistakes.size() == 1 ? "" : "s", consequence));
}

}  // namespace

config_environment real_environment()
{
    std::error_code ignored;
    return {.read_file = read_file,
            .list_yaml = list_yaml,
            .working_directory = fs::current_path(ignored).string(),
            .state_directory = environment("STATE_DIRECTORY"),
            .runtime_directory = environment("RUNTIME_DIRECTORY"),
            .credentials_directory = environment("CREDENTIALS_DIRECTORY")};
}

std::optional<loaded_configuration> load_or_explain(const std::string& path)
{
    auto loaded = load_configuration(path, real_environment());
    if (!loaded) {
        explain(loaded.error(), "nothing was started");
        return std::nullopt;
    }
    return std::move(*loaded);
}

void print_warnings(const loaded_configuration& loaded)
{
    for (const config_note& warning : loaded.warnings)
        print_message("warning: " + to_text(warning));
}

std::optional<configuration> daemon_settings_or_explain(const std::string& path)
{
    auto settings = load_daemon_settings(path, real_environment());
    if (!settings) {
        explain(settings.error(), "cannot determine the daemon's socket");
        return std::nullopt;
    }
    return std::move(*settings);
}

}  // namespace defectd
