// The only connection to the database.  It writes and checkpoints, and it locks the file against other processes.
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

/// Returns how many bytes the file system of `path` has left; nullopt when it does not say.
[[nodiscard]] std::optional<std::uint64_t> room_beside(const std::string& path);

/// Settings that tests change.
struct connection_options {
    duration busy_timeout =
        std::chrono::seconds{5};  ///< another process may read the file for a moment at start
    std::string file_system;      ///< name of a registered VFS; empty for SQLite's default
    int checkpoint_pages = 4000;  ///< pages of the log before a commit copies them: about 16 MiB
    std::function<std::optional<std::uint64_t>(const std::string& path)> room = room_beside;
};

/// The database is open as long as the connection lives.  Every statement must be destroyed before it.
///
/// After a failed fsync or a sign of damage every further call fails with the same error: the kernel reports data
/// that it dropped once as written at the next try.
class connection {
public:
    /// Opens or creates the file, and changes no setting of the database.  Throws store_error.
    connection(const std::string& path, const connection_options& options);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Runs SQL without parameters, several statements if there are.  Throws store_error.
    void execute(const char* sql);

    /// Throws the store_error of `code` unless it is SQLITE_OK.
    void check(int code);
    /// Throws an error that was found without SQLite, after it is remembered as check() does.
    [[noreturn]] void fail(const store_error& error);
    /// Throws the error that ended the work of this connection, if there was one.
    void refuse_if_broken() const;

    /// Copies the log into the database file when it has grown to `checkpoint_pages`, or to the space that the file
    /// system has left, because the database may have to grow by as much.  To be called after a commit.  Throws
    /// store_error only for what must end the process: with a full disk the log keeps everything.
    void checkpoint_when_due();

    /// Truncates the log as far as the database file can take its pages.  Throws as checkpoint_when_due().
    /// @pre  no transaction is open
    void make_room();
    void make_room_if_full()
    {
        if (is_full_)
            make_room();
    }

    /// Ends the opening: from now on "not a database" means damage.
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
    std::function<std::optional<std::uint64_t>(const std::string& path)> room_;
    int log_pages_ = 0;     ///< in the log; 0 when the database file has them all
    bool is_full_ = false;  ///< a write found the disk full since room was made last
    std::optional<store_error> broken_;
};
}  // namespace defectd::sqlite

#endif
