// inotify(7) on the loop: which folders saw a finished file or a new folder.
#ifndef DEFECTD_SOURCE_FOLDER_WATCH_HPP
#define DEFECTD_SOURCE_FOLDER_WATCH_HPP

#include <boost/asio/posix/stream_descriptor.hpp>

#include <map>
#include <string>
#include <vector>

#include "defectd/runtime/task.hpp"

namespace defectd {

/// What happened since the last look.
struct folder_news {
    std::vector<std::string>
        finished_files;      ///< closed after writing, or moved in; in order, without repeats
    bool must_scan = false;  ///< folders came or went, or the kernel lost count
};

/// Loop thread only.  Where the kernel has no instance left (fs.inotify.max_user_instances) nothing is watched and
/// the scans find everything.
class folder_watch {
public:
    explicit folder_watch(const asio::any_io_executor& loop);

    /// Watches exactly these folders from now on.  Those that cannot be watched are left to the scans; returns
    /// why, for the first of them, or nothing.
    std::string watch(const std::vector<std::string>& folders);

    /// Ends when there is news, or without any when cancelled; never throws.
    [[nodiscard]] task<folder_news> next();

private:
    void read_events(const char* bytes, std::size_t size, folder_news& news);

    asio::posix::stream_descriptor descriptor_;  ///< closed where there is no instance
    std::map<int, std::string> folders_;         ///< by watch descriptor
};

}  // namespace defectd

#endif
