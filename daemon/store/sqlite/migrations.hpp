// From any older schema to this version's, forward only.
#ifndef DEFECTD_STORE_SQLITE_MIGRATIONS_HPP
#define DEFECTD_STORE_SQLITE_MIGRATIONS_HPP

#include <cstdint>
#include <span>
#include <string_view>

#include "sqlite/connection.hpp"

namespace defectd::sqlite {

/// Says in the file that it is ours: "dfct".  Persistent.
inline constexpr std::int32_t application_id = 0x64666374;

/// The SQL that makes schema version n+1 out of n, for n = its index.  Persistent: a step that was released
/// never changes.
using migration_steps = std::span<const std::string_view>;

/// schema.sql
extern const std::string_view schema_version_1;

/// The steps of this version.
[[nodiscard]] migration_steps released_migrations() noexcept;

/// Looks, and changes nothing.  Throws store_error: `foreign_file`, or `newer_schema` for a version above
/// `newest`.
void refuse_foreign_file(connection& database, int newest);

/// Brings the database to the version steps.size().  Each step commits on its own: a crash between two is
/// as if the first had been all.
/// @pre refuse_foreign_file passed
void migrate(connection& database, migration_steps steps);

/// Repairs what earlier builds of version 0.1.0 wrote that must not be there, and did not write that must.
/// One transaction; writes nothing to a database that is well.
/// @pre  the database has the newest schema version
void repair(connection& database);

}  // namespace defectd::sqlite

#endif
