#include "sqlite/statement.hpp"

#include <sqlite3.h>

namespace defectd::sqlite {
namespace {

/// An execution left open keeps locks and the values it was given.
void forget_execution(sqlite3_stmt* prepared) noexcept
{
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
}

}  // namespace

cursor::~cursor()
{
    forget_execution(running_);
}

bool cursor::next()
{
    column_ = 0;
    const int code = sqlite3_step(running_);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        database_.check(code);
    return false;
}

std::int64_t cursor::integer()
{
    return sqlite3_column_int64(running_, column_++);
}

std::string cursor::text()
{
    // sqlite3_column_text() must come before sqlite3_column_bytes(), which counts the bytes of its
    // conversion.
    const int column = column_++;
    const unsigned char* const bytes = sqlite3_column_text(running_, column);
    if (bytes == nullptr)
        return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(running_, column))};
}

bool cursor::skip_null()
{
    // Only a column that is NULL is skipped here; any other is read by the caller, which then advances.
    if (sqlite3_column_type(running_, column_) != SQLITE_NULL)
        return false;
    ++column_;
    return true;
}

std::optional<std::int64_t> cursor::maybe_integer()
{
    if (skip_null())
        return std::nullopt;
    return integer();
}

std::optional<timestamp> cursor::maybe_time()
{
    if (skip_null())
        return std::nullopt;
    return time();
}

std::optional<date> cursor::maybe_day()
{
    if (skip_null())
        return std::nullopt;
    return day();
}

std::optional<std::string> cursor::maybe_text()
{
    if (skip_null())
        return std::nullopt;
    return text();
}

void cursor::refuse_word()
{
    database_.fail(error_of(store_fault::corrupt, database_.path(),
                            "a column contains a value unknown to this version"));
}

void statement::finalize::operator()(sqlite3_stmt* prepared) const noexcept
{
    sqlite3_finalize(prepared);
}

statement::statement(connection& database, std::string_view sql) : database_(database)
{
    sqlite3_stmt* prepared = nullptr;
    // PERSISTENT: most statements live as long as the connection, and must not take SQLite's lookaside
    // memory.
    const int code = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    database.check(code);
    prepared_.reset(prepared);
}

void statement::bind(int index, std::int64_t value)
{
    database_.check(sqlite3_bind_int64(prepared_.get(), index, value));
}

void statement::bind(int index, std::string_view value)
{
    // A cursor may outlive the argument, so SQLite keeps a copy of its own.  A null pointer would be NULL.
    const char* const bytes = value.empty() ? "" : value.data();
    database_.check(
        sqlite3_bind_text64(prepared_.get(), index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void statement::bind_null(int index)
{
    database_.check(sqlite3_bind_null(prepared_.get(), index));
}

/// Runs to the end and returns how many rows changed; triggers and foreign keys do not count.
std::int64_t statement::finish()
{
    cursor rows{database_, prepared_.get()};
    while (rows.next()) {
    }
    return sqlite3_changes64(database_.handle());
}

}  // namespace defectd::sqlite
