// The one connection to the database: it writes, it checkpoints, and no other process can open the file.
// One thread at a time.
#ifndef DEFECTD_STORE_SQLITE_CONNECTION_HPP
#define DEFECTD_STORE_SQLITE_CONNECTION_HPP

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/time.hpp"
#include "defectd/store/store_error.hpp"
#include "sqlite/faults.hpp"

struct sqlite3;

namespace defectd::sqlite {

/// The bytes that may still be written beside `path`; nullopt where the file system does not say.
[[nodiscard]] std::optional<std::uint64_t> room_beside(const std::string& path);

/// What tests choose otherwise.
struct connection_options {
    duration busy_timeout =
        std::chrono::seconds{5};  ///< another process may read the file for a moment at start
    std::string file_system;      ///< name of a registered VFS; empty is SQLite's own
    int checkpoint_pages = 4000;  ///< in the log before a commit copies them: about 16 MiB
    int leisure_pages = 1000;     ///< in the log before they are copied while no call waits
    std::function<std::optional<std::uint64_t>(const std::string& path)> room = room_beside;
};

/// Open as long as it lives.  Statements must be gone before it.
///
/// After a failed fsync, and after damage was seen, it refuses all further work with the same error: what
/// the kernel dropped once is reported as written at the next try.
class connection {
public:
    /// Opens or creates; sets nothing yet.  Throws store_error.
    connection(const std::string& path, const connection_options& options);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Runs SQL without parameters, several statements if there are.  Throws store_error.
    void execute(const char* sql);

    /// Throws the store_error of `code` unless it is SQLITE_OK.
    void check(int code);
    /// The same for what was found without SQLite.
    [[noreturn]] void fail(const store_error& error);
    /// Throws what ended the work of this connection, if something did.
    void refuse_if_broken() const;

    /// Copies the log into the database file when it has grown to `checkpoint_pages`, or to what is left on the
    /// file system: the database may have to grow by as much.  Called after a commit.
    /// Throws only what must end the process: with a full disk the log keeps everything and waits.
    void checkpoint_when_due();

    /// The same, and throws the same, when it has grown to `leisure_pages`.
    void checkpoint_at_leisure();

    /// Gives the log's space back to the file system, as far as the database file takes what is in it.  Throws the
    /// same.  No transaction may be open.
    void make_room();
    void make_room_if_full()
    {
        if (is_full_)
            make_room();
    }

    /// From now on "not a database" means damage.
    void opened() noexcept { phase_ = phase::working; }

    [[nodiscard]] bool in_transaction() const noexcept;
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }

private:
    static int note_log_size(void* self, sqlite3* handle, const char* schema, int pages);
    void open(const connection_options& options);
    enum class log_space { keep, truncate };
    void copy_log(log_space then);
    void cut_what_was_rolled_back();
    [[nodiscard]] bool is_room_short() const;

    sqlite3* handle_ = nullptr;
    std::string path_;
    phase phase_ = phase::opening;
    int checkpoint_pages_;
    int leisure_pages_;
    std::function<std::optional<std::uint64_t>(const std::string& path)> room_;
    int log_pages_ = 0;     ///< in the log; 0 when the database file has them all
    bool is_full_ = false;  ///< a write found the disk full since room was made last
    std::optional<store_error> broken_;
};
}  // namespace defectd::sqlite

#endif
