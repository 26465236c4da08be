// The random id of a database: tells it from every other one, and is the same in its copies.
#ifndef DEFECTD_STORE_SQLITE_IDENTITY_HPP
#define DEFECTD_STORE_SQLITE_IDENTITY_HPP

#include <string>

#include "defectd/runtime/random.hpp"
#include "sqlite/connection.hpp"

namespace defectd::sqlite {

/// The id, 32 hex digits; empty while it has none.  Looks, and changes nothing.
[[nodiscard]] std::string find_identity(connection& database);

/// The same; gives it one first where it has none.  The id is durable when this returns.
/// @pre the tables are there
[[nodiscard]] std::string identity_of(connection& database, random_source& random);

}  // namespace defectd::sqlite

#endif
