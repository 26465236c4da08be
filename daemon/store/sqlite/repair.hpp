// What earlier builds of version 0.1.0 wrote that must not be there, and did not write that must.
#ifndef DEFECTD_STORE_SQLITE_REPAIR_HPP
#define DEFECTD_STORE_SQLITE_REPAIR_HPP

#include "sqlite/connection.hpp"

namespace defectd::sqlite {

/// One transaction; writes nothing to a database that is well.
/// @pre  the database has the newest schema version
void repair(connection& database);

}  // namespace defectd::sqlite

#endif
