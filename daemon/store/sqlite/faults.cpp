#include "sqlite/faults.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <new>
#include <string_view>

#include "defectd/base/assert.hpp"

namespace defectd::sqlite {
namespace {

/// Returns the fault of an extended SQLITE_IOERR code.  A failed fsync is separate, because the kernel may
/// have dropped the data: a second try would succeed without writing it.
store_fault fault_of_io(int code)
{
    switch (code) {
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC: return store_fault::fsync_failed;
    case SQLITE_IOERR_CORRUPTFS: return store_fault::corrupt;
    default: return store_fault::io;
    }
}

/// Returns the fault of an extended result code; its low byte is the primary code.
store_fault fault_of(int code, phase when)
{
    switch (code & 0xFF) {
    case SQLITE_FULL: return store_fault::disk_full;
    case SQLITE_IOERR: return fault_of_io(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return store_fault::locked;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return store_fault::no_access;
    case SQLITE_NOTADB: return when == phase::opening ? store_fault::foreign_file : store_fault::corrupt;
    // CORRUPT, and what our own statements only meet when the tables are not those this version made.
    default: return store_fault::corrupt;
    }
}

/// Returns what happened and what the operator can do, as the middle of the message.
std::string_view advice_for(store_fault fault)
{
    switch (fault) {
    case store_fault::disk_full:
        return "the disk is full; free some space. Nothing is lost, and defectd continues automatically";
    case store_fault::io:
        return "reading or writing failed; check the disk and the kernel log. Nothing is lost, and "
               "defectd continues automatically when the disk works again";
    case store_fault::fsync_failed:
        return "the disk did not confirm a write; check the disk and the kernel log, then start "
               "defectd again: it recovers everything that was confirmed";
    case store_fault::replaced:
        return "this is not the database named in the `lock` file next to it; nothing was changed. "
               "Restore that database or a backup of it, or remove `lock` to start over";
    case store_fault::corrupt:
        return "the database is damaged; it was not changed. Stop defectd, copy the file and the "
               "-wal file next to it, then restore the last backup, or recover what is readable "
               "with sqlite3's .recover";
    case store_fault::locked:
        return "another program has the database open; stop it, and never open the database of a "
               "running defectd";
    case store_fault::foreign_file:
        return "this is not a defectd database; nothing was changed. Move the file away or set "
               "another state_directory";
    case store_fault::newer_schema:
        return "a newer defectd wrote this database; install that version again, or restore a "
               "backup from before the upgrade";
    case store_fault::no_access:
        return "the file cannot be opened for writing; give the user that runs defectd read and "
               "write permission on it and its directory, and use a regular file, not a symbolic "
               "link";
    }
    return {};
}

}  // namespace

store_error error_of(int code, const std::string& file, phase when)
{
    if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        throw std::bad_alloc();
    // These codes come from a wrong call, a wrong parameter number or a text beyond SQLite's limit.
    DEFECTD_ASSERT(code != SQLITE_MISUSE && code != SQLITE_RANGE && code != SQLITE_TOOBIG);
    const store_fault fault = fault_of(code, when);
    return {fault,
            fmt::format("{}: {} (SQLite: {}, code {})", file, advice_for(fault), sqlite3_errstr(code), code)};
}

store_error error_of(store_fault fault, const std::string& file, const std::string& seen)
{
    return {fault, fmt::format("{}: {} ({})", file, advice_for(fault), seen)};
}

}  // namespace defectd::sqlite
