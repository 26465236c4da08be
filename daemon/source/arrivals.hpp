// Files that were heard of and may not be whole yet.  Pure: told what happened, asked what is whole now.
//
// A file moved in is whole at once.  Any other is whole when it has stood still for `settle_time` and no one holds it
// open that opened it since it was made: its modification time is often set only after it was closed, and a link says
// nothing of who writes to the file.
#ifndef DEFECTD_SOURCE_ARRIVALS_HPP
#define DEFECTD_SOURCE_ARRIVALS_HPP

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "defectd/base/time.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// A file that its maker holds open for longer without a change is left to the scans: the kernel may have told of fewer
/// closes than there were.
inline constexpr duration patience_with_writers = std::chrono::minutes{1};

/// What happened to a file.
struct file_news {
    enum what : std::uint8_t {
        moved_in,
        closed,   ///< after writing
        opened,   ///< for whatever
        let_go,   ///< closed by one that did not write
        changed,  ///< made, linked, or of another time or mode
    };
    std::string path;
    what happened = changed;

    friend bool operator==(const file_news&, const file_news&) = default;
};

class arrivals {
public:
    /// @param mark  what the file is now
    void hear(const file_news& news, const file_mark& mark, timestamp now);

    /// True while a process that may be writing holds it open, and has not paused for longer than is to be waited.
    /// @param mark  what the file is now
    [[nodiscard]] bool waits_for_writer(const std::string& path, const file_mark& mark, timestamp now);

    /// When a file may have stood still long enough; nullopt while there is none.
    [[nodiscard]] std::optional<timestamp> next_check(timestamp now) const;

    /// Those that have stood still by the clock: look at them, and tell by `note_check`.
    [[nodiscard]] std::vector<std::string> due_checks(timestamp now) const;

    /// @param mark  what the file is now
    void note_check(const std::string& path, const file_mark& mark, timestamp now);

    /// A file on its way.
    struct entry {
        file_mark mark;
        timestamp still_since;
        int opens = 0;
        bool is_whole = false;
    };
    [[nodiscard]] const std::map<std::string, entry>& all() const noexcept { return entries_; }

    void forget(const std::string& path) { entries_.erase(path); }

private:
    std::map<std::string, entry> entries_;
};

}  // namespace defectd

#endif
