// A disk whose power can be cut and whose n-th operation can fail, under SQLite.
#ifndef DEFECTD_TESTS_SUPPORT_UNRELIABLE_DISK_HPP
#define DEFECTD_TESTS_SUPPORT_UNRELIABLE_DISK_HPP

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace defectd {

enum class disk_operation { write, sync };

/// A SQLite VFS of its own name, as long as it lives.  It remembers what each file held at its last sync; a
/// sync here is only that memory, so tests are fast.  Files made or removed are taken as durable at once.
class unreliable_disk {
public:
    unreliable_disk();
    ~unreliable_disk();
    unreliable_disk(const unreliable_disk&) = delete;
    unreliable_disk& operator=(const unreliable_disk&) = delete;

    /// What SQLite knows it by.
    [[nodiscard]] static const char* name() noexcept { return "unreliable"; }

    /// The n-th write or sync from now on, n >= 1, fails once with this SQLite code.
    void fail(disk_operation which, int nth, int code);
    /// From the n-th write or sync (counted together) on, nothing is done any more.
    void lose_power(int nth);
    /// From now on the files hold this many bytes together; a write beyond them gets SQLITE_FULL.
    void limit_to(std::uint64_t bytes) { capacity_ = bytes; }
    /// What is left of them.
    [[nodiscard]] std::uint64_t room() const;
    /// True once the failure or the loss has come.
    [[nodiscard]] bool struck() const noexcept { return struck_; }

    /// Power is back: every file is what it was at its last sync.
    /// @pre no file is open
    void power_back();

    [[nodiscard]] int writes() const noexcept { return counts_[0]; }
    [[nodiscard]] int syncs() const noexcept { return counts_[1]; }

    /// What an operation on `path` has to answer: 0, or the code to fail with.  For the VFS only.
    [[nodiscard]] int answer(disk_operation which);
    [[nodiscard]] bool has_power() const noexcept { return has_power_; }
    /// False when the file cannot hold `end` bytes.
    [[nodiscard]] bool has_room_for(const std::string& path, std::uint64_t end) const;
    void know(const std::string& path) { known_.insert(path); }
    void remember_before(const std::string& path);
    void forget_changes(const std::string& path) { unsynced_.erase(path); }

private:
    struct fault {
        disk_operation which;
        int at;
        int code;
    };

    std::unique_ptr<sqlite3_vfs> vfs_;
    int counts_[2] = {};
    std::vector<fault> faults_;
    std::uint64_t capacity_ = std::numeric_limits<std::uint64_t>::max();
    std::set<std::string> known_;  ///< every file that was ever opened
    int power_ends_at_ = 0;        ///< of all operations; 0 is never
    bool has_power_ = true;
    bool struck_ = false;
    std::map<std::string, std::string> unsynced_;  ///< the content at the last sync of files changed since
};

}  // namespace defectd

#endif
