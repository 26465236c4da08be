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

/// What happened since the last look.
struct folder_news {
    std::vector<file_news> files;      ///< in order
    std::vector<std::string> folders;  ///< came, went or may be listed again, as far as their names tell
    bool must_scan = false;            ///< a watched folder is another now, or the kernel lost count
    bool is_cut_off = false;           ///< the wait was cancelled
};

/// Loop thread only.  Where the kernel has no instance left (fs.inotify.max_user_instances) nothing is watched and
/// the scans find everything.
class folder_watch {
public:
    explicit folder_watch(const asio::any_io_executor& loop);

    /// Watches exactly these from now on.  Those that cannot be watched are left to the scans; returns why, for the
    /// first of them, or nothing.
    std::string watch(const std::set<watched_path>& paths);

    /// Watches this as well, as far as it can.
    void add(const watched_path& path);

    /// Ends when something happened, of ours or not, or when cancelled; never throws.
    [[nodiscard]] task<folder_news> next();

    /// What there is already.
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
