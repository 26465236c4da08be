// Files that inotify reported and that may not be whole yet.  Pure: the caller says what happened, and asks what is
// whole.
//
// A file that was moved in is whole at once.  Any other is whole when it has not changed for `settle_time` and no
// process holds it open that opened it since it was made: its modification time is often set after it was closed, and
// a link says nothing about who writes to the file.
#ifndef DEFECTD_SOURCE_ARRIVALS_HPP
#define DEFECTD_SOURCE_ARRIVALS_HPP

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "defectd/base/time.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// A file that is held open without a change for longer than this is left to the scans: the kernel may have reported
/// fewer closes than there were.
inline constexpr duration patience_with_writers = std::chrono::minutes{1};

/// What happened to a file.
struct file_news {
    enum what : std::uint8_t {
        moved_in,
        closed,   ///< after writing
        opened,   ///< for reading or writing
        let_go,   ///< closed by a process that did not write
        changed,  ///< made, linked, or of another time or mode
    };
    std::string path;
    what happened = changed;

    friend bool operator==(const file_news&, const file_news&) = default;
};

/// The files, by path.  One thread.
class arrivals {
public:
    /// Takes over what happened to a file.
    /// @param mark  what the file is now
    void hear(const file_news& news, const file_mark& mark, timestamp now);

    /// True while a process holds the file open that may be writing, and changed it within `patience_with_writers`.
    /// @param mark  what the file is now
    [[nodiscard]] bool waits_for_writer(const std::string& path, const file_mark& mark, timestamp now);

    /// Returns when the next file may have been unchanged for long enough; nullopt while there is none.
    [[nodiscard]] std::optional<timestamp> next_check(timestamp now) const;

    /// Returns the files that have been unchanged for long enough.  Call note_check() or forget() for each.
    [[nodiscard]] std::vector<std::string> due_checks(timestamp now) const;

    /// Makes the file whole if it has not changed, else waits again.
    /// @param mark  what the file is now
    void note_check(const std::string& path, const file_mark& mark, timestamp now);

    /// A file, and since when it is unchanged.
    struct entry {
        file_mark mark;
        timestamp still_since;
        int opens = 0;  ///< processes that opened it since it was made and have not closed it
        bool is_whole = false;
    };
    /// Every file, whole or not, until it is forgotten.
    [[nodiscard]] const std::map<std::string, entry>& all() const noexcept { return entries_; }

    /// Forgets a file that was collected, vanished or is left to the scans.
    void forget(const std::string& path) { entries_.erase(path); }

private:
    std::map<std::string, entry> entries_;
};

}  // namespace defectd

#endif
