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

/// The path of a database in memory, gone with its connection.
inline constexpr const char* in_memory = ":memory:";

/// Opens or creates the database and brings it to the newest of `steps`.  Throws store_error.
/// @param expected_id  the identity that the database must have; when empty it may be any, or a new one
[[nodiscard]] std::unique_ptr<connection> open_database(const std::string& path,
                                                        const connection_options& options,
                                                        migration_steps steps,
                                                        const std::string& expected_id = {});

/// The id, 32 hex digits; empty while it has none.  Looks, and changes nothing.
[[nodiscard]] std::string find_identity(connection& database);

/// The same; gives it one first where it has none.  The id is durable when this returns.
/// @pre the tables are there
[[nodiscard]] std::string identity_of(connection& database, random_source& random);

}  // namespace defectd::sqlite

#endif
