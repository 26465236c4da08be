#include "folder_watch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
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

}  // namespace

folder_watch::folder_watch(const asio::any_io_executor& loop) : descriptor_(loop)
{
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        return;
    descriptor_.assign(descriptor);
    descriptor_.non_blocking(true);  // Asio would otherwise wait in the read after a burst
}

std::string folder_watch::watch(const std::vector<std::string>& folders)
{
    if (!descriptor_.is_open())
        return "no inotify instance is left; raise fs.inotify.max_user_instances";
    std::string first_problem;
    std::map<int, std::string> watched;
    for (const std::string& folder : folders) {
        const int id = ::inotify_add_watch(descriptor_.native_handle(), folder.c_str(), watched_events);
        if (id >= 0)
            watched[id] = folder;
        else if (first_problem.empty())
            first_problem = folder + ": " + std::generic_category().message(errno);
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
    if (!descriptor_.is_open()) {
        asio::steady_timer never(descriptor_.get_executor(), asio::steady_timer::time_point::max());
        co_await never.async_wait(as_values);
        co_return news;
    }
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
