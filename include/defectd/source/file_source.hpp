// The source kind `file`: reports put into folders.  Files that are closed after writing or moved in
// are told at once; a scan at each interval finds what inotify could not see.
//
// A half-written file is never told as whole: one moved in is told at once, one closed after writing or made
// in another way (a link, a change of time or mode) when it has stood still for `settle_time`, one found by a
// scan when its size and time are equal in two looks `settle_time` apart.
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

inline constexpr duration settle_time = std::chrono::milliseconds{200};

/// What one look gave.
struct found_reports {
    std::vector<found_file> ready;    ///< not known yet, settled; sorted by stamp
    std::vector<scope_file> present;  ///< everything that lies there; empty unless `scanned`
    bool scanned = false;
    std::vector<std::string>
        unreadable;  ///< folders that are missing or cannot be listed, and why: "/srv/x: Permission denied"
};

/// Which files a scan gives.
enum class file_choice : std::uint8_t { unprocessed, all };

/// Loop thread only.
class report_source {
public:
    virtual ~report_source() = default;

    /// Waits for something to collect.  The first call looks at once.  May end with nothing.
    [[nodiscard]] virtual task<found_reports> next() = 0;

    /// Looks now, whatever the schedule says; with `known` files too when they are wanted.
    [[nodiscard]] virtual task<found_reports> scan(file_choice choice) = 0;

    /// What came since and is whole, without a wait; sorted by stamp.
    [[nodiscard]] virtual std::vector<found_file> take_ready() = 0;

    /// The next look comes as soon as a file can settle: one changed while it was read.
    virtual void scan_soon() = 0;
};

/// What a file source needs of the world; everything must outlive it.
struct file_source_deps {
    defectd::clock& clock;
    log_sink& log;
    worker& reading;         ///< scans run there
    named_folders& folders;  ///< each look says there which ones it found
    std::function<bool(const report_scope& scope, const file_mark& mark)> is_processed;  ///< no work any more
};

[[nodiscard]] std::unique_ptr<report_source> make_file_source(const asio::any_io_executor& loop,
                                                              const source_config& config,
                                                              file_source_deps deps);

}  // namespace defectd

#endif
