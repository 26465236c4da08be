// How the database is opened: locked, checked, made durable, migrated.
#ifndef DEFECTD_STORE_SQLITE_OPENING_HPP
#define DEFECTD_STORE_SQLITE_OPENING_HPP

#include <memory>
#include <string>

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

}  // namespace defectd::sqlite

#endif
