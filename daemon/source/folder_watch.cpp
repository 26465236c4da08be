#include "folder_watch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace defectd {
namespace {

/// What happens to the watched path itself.
constexpr std::uint32_t of_itself = IN_MOVE_SELF | IN_DELETE_SELF | IN_ATTRIB;

/// Returns every event that may bring a file of the pattern, or take a folder away.  Several watched paths may be one
/// inode; IN_MASK_ADD keeps the events of each.
std::uint32_t events_of(watch_kind kind) noexcept
{
    switch (kind) {
    case watch_kind::way: return of_itself | IN_DONT_FOLLOW | IN_MASK_ADD;
    case watch_kind::branch:
        return of_itself | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR | IN_MASK_ADD;
    case watch_kind::target: return of_itself | IN_CLOSE_WRITE | IN_MASK_ADD;
    case watch_kind::leaf: break;
    }
    return of_itself | IN_CREATE | IN_MOVED_TO | IN_CLOSE | IN_OPEN | IN_ONLYDIR | IN_MASK_ADD;
}

/// Returns why a path cannot be watched, with what to do.
std::string problem_of(const std::string& path, int error)
{
    if (error == ENOSPC)
        return path + ": no inotify watches left; raise fs.inotify.max_user_watches";
    return path + ": " + std::generic_category().message(error);
}

/// Returns the path of a name in a folder.
std::string inside(const std::string& folder, const std::string& name)
{
    return (folder == "/" ? "" : folder) + "/" + name;
}

}  // namespace

folder_watch::folder_watch(const asio::any_io_executor& loop) : descriptor_(loop)
{
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        return;
    descriptor_.assign(descriptor);
    descriptor_.non_blocking(true);  // Asio would otherwise wait in the read after a burst
}

std::string folder_watch::watch(const std::set<watched_path>& paths)
{
    if (!descriptor_.is_open())
        return "no inotify instances left; raise fs.inotify.max_user_instances";
    std::string first_problem;
    watch_map watched;
    for (const watched_path& path : paths)
        if (const int error = add_to(watched, path); error != 0 && first_problem.empty())
            first_problem = problem_of(path.path, error);
    // Paths that are still wanted keep their watch, so that nothing is missed in between.
    for (const auto& [id, before] : watched_)
        if (!watched.contains(id))
            ::inotify_rm_watch(descriptor_.native_handle(), id);
    watched_ = std::move(watched);
    return first_problem;
}

void folder_watch::add(const watched_path& path)
{
    if (descriptor_.is_open())
        static_cast<void>(add_to(watched_, path));
}

/// Returns the error number, 0 when there was none.
int folder_watch::add_to(watch_map& watched, const watched_path& path)
{
    const int id = ::inotify_add_watch(descriptor_.native_handle(), path.path.c_str(), events_of(path.kind));
    if (id < 0)
        return errno;
    watched[id].insert(path);
    return 0;
}

task<folder_news> folder_watch::next()
{
    folder_news news;
    if (!descriptor_.is_open()) {
        // Without inotify there is never any news; the caller's other wait ends this one.
        asio::steady_timer never(descriptor_.get_executor(), asio::steady_timer::time_point::max());
        co_await never.async_wait(as_values);
        news.is_cut_off = true;
        co_return news;
    }
    const auto [error] =
        co_await descriptor_.async_wait(asio::posix::stream_descriptor::wait_read, as_values);
    if (!error)
        news = pending();  // a burst is one piece of news
    news.is_cut_off = static_cast<bool>(error);
    co_return news;
}

folder_news folder_watch::pending()
{
    folder_news news;
    if (!descriptor_.is_open())
        return news;
    // The kernel gives whole events only, as many as fit.
    alignas(inotify_event) std::array<char, 16384> bytes;
    boost::system::error_code error;
    std::size_t size = descriptor_.read_some(asio::buffer(bytes), error);
    while (!error && size > 0) {
        read_events(bytes.data(), size, news);
        size = descriptor_.read_some(asio::buffer(bytes), error);
    }
    return news;
}

void folder_watch::read_events(const char* bytes, std::size_t size, folder_news& news) const
{
    // Events have no fixed size: a name follows each, padded with zeros.
    for (std::size_t at = 0; at < size;) {
        inotify_event head{};
        std::memcpy(&head, bytes + at, sizeof head);
        const std::string name = head.len > 0 ? bytes + at + sizeof head : "";
        at += sizeof head + head.len;
        if ((head.mask & IN_Q_OVERFLOW) != 0)
            news.must_scan = true;
        if (const auto watched = watched_.find(head.wd); watched != watched_.end())
            for (const watched_path& path : watched->second)
                notify(path, head.mask, name, news);
    }
}

void folder_watch::notify(const watched_path& watched, std::uint32_t what, const std::string& name,
                          folder_news& news)
{
    const bool is_itself = name.empty();
    if (watched.kind == watch_kind::target) {
        if (is_itself)
            news.files.push_back(
                {watched.path, (what & IN_CLOSE_WRITE) != 0 ? file_news::closed : file_news::changed});
    } else if (is_itself) {
        // Opening and closing the folder itself is our own looking.
        if ((what & (of_itself | IN_UNMOUNT | IN_IGNORED)) != 0)
            news.must_scan = true;
    } else if (watched.kind == watch_kind::branch) {
        news.folders.push_back(inside(watched.path, name));
    } else if (watched.kind == watch_kind::leaf && (what & IN_ISDIR) == 0) {
        const std::string path = inside(watched.path, name);
        if ((what & IN_MOVED_TO) != 0)
            news.files.push_back({path, file_news::moved_in});
        else if ((what & IN_CLOSE_WRITE) != 0)
            news.files.push_back({path, file_news::closed});
        else if ((what & IN_CLOSE_NOWRITE) != 0)
            news.files.push_back({path, file_news::let_go});
        else if ((what & IN_OPEN) != 0)
            news.files.push_back({path, file_news::opened});
        else
            news.files.push_back({path, file_news::changed});
    }
}

}  // namespace defectd
