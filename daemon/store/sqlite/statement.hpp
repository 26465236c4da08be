// Prepared statements with typed parameters and columns.  Times are milliseconds since 1970-01-01 UTC, days
// are days since then, enumerators are their persistent words, and an empty optional is NULL.
#ifndef DEFECTD_STORE_SQLITE_STATEMENT_HPP
#define DEFECTD_STORE_SQLITE_STATEMENT_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "defectd/base/time.hpp"
#include "sqlite/connection.hpp"

struct sqlite3_stmt;

namespace defectd::sqlite {

/// The rows of one execution.  Each call returns the next column of the present row.  The statement can be executed
/// again after the cursor is destroyed.
class cursor {
public:
    cursor(connection& database, sqlite3_stmt* running) : database_(database), running_(running) {}
    ~cursor();
    cursor(const cursor&) = delete;
    cursor& operator=(const cursor&) = delete;

    /// Goes to the next row.  Returns false after the last one.  Throws store_error.
    [[nodiscard]] bool next();

    /// Reads a number; the type of the column is that of the STRICT table and is not checked again.
    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] int number() { return static_cast<int>(integer()); }
    /// Reads a number that is never negative, or the bits of an unsigned one.
    [[nodiscard]] std::uint64_t count() { return static_cast<std::uint64_t>(integer()); }
    [[nodiscard]] bool flag() { return integer() != 0; }
    [[nodiscard]] std::string text();
    [[nodiscard]] timestamp time() { return timestamp{duration{integer()}}; }
    [[nodiscard]] date day() { return date{std::chrono::days{integer()}}; }

    /// The same; nullopt for NULL.
    [[nodiscard]] std::optional<std::int64_t> maybe_integer();
    [[nodiscard]] std::optional<timestamp> maybe_time();
    [[nodiscard]] std::optional<date> maybe_day();
    [[nodiscard]] std::optional<std::string> maybe_text();

    /// Returns the enumerator of a persistent word, by a reader such as `delivery_state_named`.  Throws store_error
    /// `corrupt` for any other word.
    template <class Enum>
    [[nodiscard]] Enum word(std::optional<Enum> (*named)(std::string_view) noexcept)
    {
        const std::optional<Enum> known = named(text());
        if (!known)
            refuse_word();
        return *known;
    }
    template <class Enum>
    [[nodiscard]] std::optional<Enum> maybe_word(std::optional<Enum> (*named)(std::string_view) noexcept)
    {
        if (skip_null())
            return std::nullopt;
        return word(named);
    }

private:
    /// Returns whether the next column is NULL, and skips it then.
    [[nodiscard]] bool skip_null();
    /// Throws store_error `corrupt`.
    [[noreturn]] void refuse_word();

    connection& database_;
    sqlite3_stmt* running_;
    int column_ = 0;
};

/// A statement that is prepared once and executed often.  Its parameters are ?1, ?2, … in the order of the
/// arguments.  It must be destroyed before its connection.
class statement {
public:
    /// Throws store_error `corrupt` when the tables do not have the columns it names.
    statement(connection& database, std::string_view sql);

    /// Executes to the end and returns how many rows it changed.
    template <class... Values>
    std::int64_t run(const Values&... values)
    {
        bind_all(values...);
        return finish();
    }

    /// Executes the statement row by row, as the cursor is read.
    template <class... Values>
    [[nodiscard]] cursor select(const Values&... values)
    {
        bind_all(values...);
        return cursor{database_, prepared_.get()};
    }

private:
    /// Destroys the statement in SQLite.
    struct finalize {
        void operator()(sqlite3_stmt* prepared) const noexcept;
    };

    template <class... Values>
    void bind_all(const Values&... values)
    {
        int index = 0;
        (bind(++index, values), ...);
    }
    template <class T>
    void bind(int index, const std::optional<T>& value)
    {
        if (value)
            bind(index, *value);
        else
            bind_null(index);
    }
    /// Enumerators are stored as their persistent words.
    template <class Enum>
        requires std::is_enum_v<Enum>
    void bind(int index, Enum value)
    {
        bind(index, name_of(value));
    }
    void bind(int index, std::int64_t value);
    /// SQLite has signed integers only: the bits stay, and count() returns them.
    void bind(int index, std::uint64_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
    void bind(int index, timestamp value) { bind(index, std::int64_t{value.time_since_epoch().count()}); }
    void bind(int index, date value) { bind(index, std::int64_t{value.time_since_epoch().count()}); }
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view{value}); }
    void bind_null(int index);
    /// Runs to the end, and returns the number of changed rows.
    std::int64_t finish();

    connection& database_;
    std::unique_ptr<sqlite3_stmt, finalize> prepared_;
};

}  // namespace defectd::sqlite

#endif
