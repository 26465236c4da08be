#include "sqlite/connection.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cstdlib>

#include "defectd/base/assert.hpp"

namespace defectd::sqlite {
namespace {

/// Files made while it lives are for their owner alone.
class private_files {
public:
    private_files() : before_(::umask(0077)) {}
    ~private_files() { ::umask(before_); }
    private_files(const private_files&) = delete;
    private_files& operator=(const private_files&) = delete;

private:
    mode_t before_;
};

/// NOFOLLOW: a symbolic link could lead to a file of another program.  EXRESCODE: the extended codes tell a
/// failed fsync from other I/O errors.  NOMUTEX: one thread at a time uses the connection.
constexpr int open_flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW |
                           SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;

/// Statistics that are never read would cost a lock at each allocation.  SQLite rejects the call,
/// without harm, once it is in use.
void leave_out_statistics()
{
    [[maybe_unused]] static const int answer = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Returns whether nothing that is read from or written to the database afterwards can be trusted.
bool ends_the_work(store_fault fault)
{
    return fault == store_fault::fsync_failed || fault == store_fault::corrupt;
}

// Source: "Database File Format" of SQLite, 4.1 and 4.2.
constexpr int log_header_bytes = 32;
constexpr int frame_header_bytes = 24;
constexpr int max_page_bytes = 4096;  // of a database that this program made

/// Returns the page size of the database in bytes; 0 when SQLite does not answer.
int page_bytes_of(sqlite3* handle)
{
    int bytes = 0;
    const auto take = [](void* into, int, char** columns, char**) {
        *static_cast<int*>(into) = std::atoi(columns[0]);
        return 0;
    };
    sqlite3_exec(handle, "PRAGMA page_size", take, &bytes, nullptr);
    return bytes;
}

}  // namespace

std::optional<std::uint64_t> room_beside(const std::string& path)
{
    struct ::statvfs status {};
    if (::statvfs(path.c_str(), &status) != 0)
        return std::nullopt;
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

connection::connection(const std::string& path, const connection_options& options)
    : path_(path), checkpoint_pages_(options.checkpoint_pages), room_(options.room)
{
    try {
        open(options);
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

connection::~connection()
{
    DEFECTD_ASSERT(sqlite3_close(handle_) == SQLITE_OK);
}

void connection::open(const connection_options& options)
{
    leave_out_statistics();
    const private_files until_made;
    const char* const vfs = options.file_system.empty() ? nullptr : options.file_system.c_str();
    check(sqlite3_open_v2(path_.c_str(), &handle_, open_flags, vfs));
    // SQLite opens a file without write permission for reading only.  That is an error here, not a mode.
    if (sqlite3_db_readonly(handle_, "main") == 1)
        check(SQLITE_READONLY);
    sqlite3_busy_timeout(handle_, static_cast<int>(options.busy_timeout.count()));
    sqlite3_wal_hook(handle_, &connection::note_log_size, this);
}

void connection::execute(const char* sql)
{
    check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

void connection::check(int code)
{
    if (code == SQLITE_OK)
        return;
    fail(error_of(code, path_, phase_));
}

void connection::fail(const store_error& error)
{
    is_full_ = is_full_ || error.fault() == store_fault::disk_full;
    if (ends_the_work(error.fault()) && !broken_) {
        broken_.emplace(error);
        // The last close copies the log into the database otherwise, and trusts what cannot be trusted.
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    throw store_error(error);
}

void connection::refuse_if_broken() const
{
    if (broken_)
        throw store_error(*broken_);
}

int connection::note_log_size(void* self, sqlite3*, const char*, int pages)
{
    static_cast<connection*>(self)->log_pages_ = pages;
    return SQLITE_OK;
}

void connection::checkpoint_when_due()
{
    // Truncating is slower than reusing the log, and is done only when the disk needs the space.
    if (is_room_short())
        copy_log(log_space::truncate);
    else if (log_pages_ >= checkpoint_pages_)
        copy_log(log_space::keep);
}

void connection::make_room()
{
    cut_what_was_rolled_back();
    copy_log(log_space::truncate);
    is_full_ = false;
}

bool connection::is_room_short() const
{
    // An empty log never has to be copied, so the file system is not asked.
    if (log_pages_ == 0)
        return false;
    const std::optional<std::uint64_t> room = room_(path_);
    return room && *room / max_page_bytes < static_cast<std::uint64_t>(log_pages_);
}

void connection::copy_log(log_space then)
{
    // Done here, because SQLite's own wal_autocheckpoint keeps a failed fsync to itself.
    const int mode = then == log_space::keep ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, nullptr, nullptr);
    // Any other failure, such as a full disk, is not reported: the log is complete, and a later call copies
    // it.
    if (code == SQLITE_OK)
        log_pages_ = 0;
    else if (ends_the_work(error_of(code, path_, phase_).fault()))
        check(code);
}

/// A transaction that the disk had no room for leaves what it wrote behind the last commit in the log, where it takes
/// the room that the database file needs to grow.
void connection::cut_what_was_rolled_back()
{
    sqlite3_file* log = nullptr;
    if (log_pages_ == 0 ||
        sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
        log == nullptr || log->pMethods == nullptr)
        return;
    const sqlite3_int64 frame_bytes = page_bytes_of(handle_) + frame_header_bytes;
    log->pMethods->xTruncate(log, log_header_bytes + log_pages_ * frame_bytes);
}

bool connection::in_transaction() const noexcept
{
    return sqlite3_get_autocommit(handle_) == 0;
}

}  // namespace defectd::sqlite
