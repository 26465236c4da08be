// How the database is opened: locked, checked, made durable, migrated; and the random id that tells it from every other
// one and is the same in its copies.
#ifndef DEFECTD_STORE_SQLITE_OPENING_HPP
#define DEFECTD_STORE_SQLITE_OPENING_HPP

#include <memory>
#include <string>

#include "defectd/runtime/random.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/migrations.hpp"

namespace defectd::sqlite {

/// The path of a database in memory, which its connection deletes.
inline constexpr const char* in_memory = ":memory:";

/// Opens or creates the database and migrates it to the newest of `steps`.  Throws store_error.
/// @param expected_id  the identity that the database must have; when empty it may be any, or a new one
[[nodiscard]] std::unique_ptr<connection> open_database(const std::string& path,
                                                        const connection_options& options,
                                                        migration_steps steps,
                                                        const std::string& expected_id = {});

/// Returns the id of the database, 32 hex digits; empty while it has none.  Changes nothing.
[[nodiscard]] std::string find_identity(connection& database);

/// Returns the id, and creates it first when there is none.  It is durable when this returns.
/// @pre  the tables exist
[[nodiscard]] std::string identity_of(connection& database, random_source& random);

}  // namespace defectd::sqlite

#endif
