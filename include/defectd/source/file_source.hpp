// The source kind `file`: reports that are put into folders.  Files that are moved in, or closed after writing, are
// reported by inotify; a scan at each interval finds what inotify cannot see, such as files of a network share.
//
// Reports are given only when they are whole: a file moved in at once; a file closed after writing, or made in another
// way (a link, a change of time or mode), when it has not changed for `settle_time`; a file found by a scan when its
// size and time are equal in two scans `settle_time` apart.
#ifndef DEFECTD_SOURCE_FILE_SOURCE_HPP
#define DEFECTD_SOURCE_FILE_SOURCE_HPP

#include <functional>
#include <memory>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/log.hpp"
#include "defectd/runtime/worker.hpp"
#include "defectd/source/found_file.hpp"
#include "defectd/source/named_folders.hpp"

namespace defectd {

/// A file that has not changed for this long is whole.
inline constexpr duration settle_time = std::chrono::milliseconds{200};

/// What a source found.
struct found_reports {
    std::vector<found_file> ready;    ///< whole; of each scope oldest first, sorted by stamp
    std::vector<scope_file> present;  ///< every file in the folders; empty unless `scanned`
    bool scanned = false;             ///< every folder was listed, as far as it could be
    /// The folders that are missing or cannot be listed, and why: "/srv/x: Permission denied".
    std::vector<std::string> unreadable;
};

/// Which files a scan gives.
enum class file_choice : std::uint8_t {
    unprocessed,
    all,  ///< processed ones too
};

/// Where reports come from.  Abstract, so that the collector depends on no kind of source.  Loop thread only; one call
/// at a time, but scan_soon() at any time.
class report_source {
public:
    virtual ~report_source() = default;

    /// Waits until there is something to collect, and returns it.  The first call scans at once.  May return nothing:
    /// call it again.
    [[nodiscard]] virtual task<found_reports> next() = 0;

    /// Scans now, whatever the schedule says.  Takes up to `settle_time`, longer for slow folders.
    [[nodiscard]] virtual task<found_reports> scan(file_choice choice) = 0;

    /// Returns, without waiting, the reports that have become ready since any function returned some; sorted by stamp.
    [[nodiscard]] virtual std::vector<found_file> take_ready() = 0;

    /// Has the next scan begin after `settle_time`: a file changed while it was read.
    virtual void scan_soon() = 0;
};

/// What a file source needs.  Everything must outlive it.
struct file_source_deps {
    defectd::clock& clock;
    log_sink& log;
    worker& reading;         ///< scans run there
    named_folders& folders;  ///< each scan notes here which ones it found
    /// True for a file that is not to be collected again.
    std::function<bool(const report_scope& scope, const file_mark& mark)> is_processed;
};

/// Makes a source that looks for the files of `config.path`.
[[nodiscard]] std::unique_ptr<report_source> make_file_source(const asio::any_io_executor& loop,
                                                              const source_config& config,
                                                              file_source_deps deps);

}  // namespace defectd

#endif
