#include "sqlite/connection.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

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

constexpr int open_flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW |
                           SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;

/// Statistics nobody asks for would cost a lock at each allocation.  Refused, without harm, once SQLite is in use.
void leave_out_statistics()
{
    [[maybe_unused]] static const int answer = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool ends_the_work(store_fault fault)
{
    return fault == store_fault::fsync_failed || fault == store_fault::corrupt;
}

}  // namespace

connection::connection(const std::string& path, const connection_options& options)
    : path_(path), checkpoint_pages_(options.checkpoint_pages), leisure_pages_(options.leisure_pages)
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
    const store_error error = error_of(code, path_, phase_);
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

void connection::checkpoint_from(int pages)
{
    if (log_pages_ < pages)
        return;
    // By hand, because SQLite's own wal_autocheckpoint keeps a failed fsync to itself.
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code == SQLITE_OK)
        log_pages_ = 0;
    else if (ends_the_work(error_of(code, path_, phase_).fault()))
        check(code);
}

bool connection::in_transaction() const noexcept
{
    return sqlite3_get_autocommit(handle_) == 0;
}

}  // namespace defectd::sqlite
