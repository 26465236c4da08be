// inotify(7) on the loop: what happened to files and folders.
#ifndef DEFECTD_SOURCE_FOLDER_WATCH_HPP
#define DEFECTD_SOURCE_FOLDER_WATCH_HPP

#include <boost/asio/posix/stream_descriptor.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "arrivals.hpp"
#include "defectd/runtime/task.hpp"
#include "watched_path.hpp"

struct inotify_event;

namespace defectd {

/// What happened since it was asked for last.
struct folder_news {
    std::vector<file_news> files;      ///< in the order of what happened
    std::vector<std::string> folders;  ///< names that may be folders that appeared, disappeared or changed
    bool must_scan = false;            ///< a watched folder was replaced, or the kernel dropped events
    bool is_cut_off = false;           ///< the wait was cancelled
};

/// Where the kernel has no inotify instance left (fs.inotify.max_user_instances), nothing is watched and scans find
/// everything.  Loop thread only.
class folder_watch {
public:
    explicit folder_watch(const asio::any_io_executor& loop);

    /// Watches exactly these paths from now on.  Returns why the first of them cannot be watched, or an empty text;
    /// such paths are left to the scans.
    std::string watch(const std::set<watched_path>& paths);

    /// Watches this path too, if it can be watched.
    void add(const watched_path& path);

    /// Waits until something happened, and returns it; also when it is cancelled.  May return nothing.  Never throws.
    [[nodiscard]] task<folder_news> next();

    /// Returns what has happened, without waiting.
    [[nodiscard]] folder_news pending();

private:
    using watch_map = std::map<int, std::set<watched_path>>;

    [[nodiscard]] int add_to(watch_map& watched, const watched_path& path);
    void read_events(const char* bytes, std::size_t size, folder_news& news) const;
    static void notify(const watched_path& watched, std::uint32_t what, const std::string& name,
                       folder_news& news);

    asio::posix::stream_descriptor descriptor_;  ///< closed where there is no instance
    watch_map watched_;                          ///< by watch descriptor; several paths may lead to one
};

}  // namespace defectd

#endif
