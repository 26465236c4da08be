#include "folder_watch.hpp"

#include <boost/asio/buffer.hpp>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace defectd {
namespace {

constexpr std::uint32_t watched_events =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

int open_inotify()
{
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(),
                                "cannot watch folders (raise fs.inotify.max_user_instances)");
    return descriptor;
}

}  // namespace

folder_watch::folder_watch(const asio::any_io_executor& loop) : descriptor_(loop, open_inotify())
{
    descriptor_.non_blocking(true);  // Asio would otherwise wait in the read after a burst
}

std::string folder_watch::watch(const std::vector<std::string>& folders)
{
    std::string first_problem;
    std::map<int, std::string> watched;
    for (const std::string& folder : folders) {
        const int id = ::inotify_add_watch(descriptor_.native_handle(), folder.c_str(), watched_events);
        if (id >= 0)
            watched[id] = folder;
        else if (first_problem.empty())
            first_problem = folder + ": " + std::strerror(errno);
    }
    for (const auto& [id, folder] : folders_)
        if (!watched.contains(id))
            ::inotify_rm_watch(descriptor_.native_handle(), id);
    folders_ = std::move(watched);
    return first_problem;
}

task<folder_news> folder_watch::next()
{
    folder_news news;
    alignas(inotify_event) std::array<char, 16384> bytes;
    auto [error, size] = co_await descriptor_.async_read_some(asio::buffer(bytes), as_values);
    while (!error && size > 0) {
        read_events(bytes.data(), size, news);
        // A burst is one piece of news: take what is there already.
        size = descriptor_.read_some(asio::buffer(bytes), error);
    }
    co_return news;
}

void folder_watch::read_events(const char* bytes, std::size_t size, folder_news& news)
{
    for (std::size_t at = 0; at < size;) {
        inotify_event head{};
        std::memcpy(&head, bytes + at, sizeof head);
        const std::string name = head.len > 0 ? bytes + at + sizeof head : "";
        at += sizeof head + head.len;
        const auto folder = folders_.find(head.wd);
        if ((head.mask & (IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF | IN_ISDIR)) != 0)
            news.must_scan = true;
        else if ((head.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0 && folder != folders_.end()) {
            std::string path = (folder->second == "/" ? "" : folder->second) + "/" + name;
            if (std::ranges::find(news.finished_files, path) == news.finished_files.end())
                news.finished_files.push_back(std::move(path));
        }
    }
}

}  // namespace defectd
