// Migrates the database from any older schema to that of this version, forward only.
#ifndef DEFECTD_STORE_SQLITE_MIGRATIONS_HPP
#define DEFECTD_STORE_SQLITE_MIGRATIONS_HPP

#include <cstdint>
#include <span>
#include <string_view>

#include "sqlite/connection.hpp"

namespace defectd::sqlite {

/// Marks the file as a database of defectd: "dfct".  Persistent.
inline constexpr std::int32_t application_id = 0x64666374;

/// The SQL that makes schema version n+1 of version n, where n is its index.  Persistent: a released step never
/// changes.
using migration_steps = std::span<const std::string_view>;

/// The text of schema.sql.
extern const std::string_view schema_version_1;

/// Returns the steps of this version.
[[nodiscard]] migration_steps released_migrations() noexcept;

/// Changes nothing.  Throws store_error: `foreign_file`, or `newer_schema` for a version above `newest`.
void refuse_foreign_file(connection& database, int newest);

/// Migrates the database to the version steps.size().  Each step commits on its own: after a crash between two
/// steps the next start continues with the second.
/// @pre  refuse_foreign_file() returned
void migrate(connection& database, migration_steps steps);

/// Corrects what earlier builds of version 0.1.0 wrote wrongly or not at all.  One transaction; writes nothing to a
/// correct database.
/// @pre  the database has the newest schema version
void repair(connection& database);

}  // namespace defectd::sqlite

#endif
