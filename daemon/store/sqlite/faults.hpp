// What SQLite's result codes mean for the process, in sentences for the operator.
#ifndef DEFECTD_STORE_SQLITE_FAULTS_HPP
#define DEFECTD_STORE_SQLITE_FAULTS_HPP

#include <string>

#include "defectd/store/store_error.hpp"

namespace defectd::sqlite {

/// While a file is being opened, "not a database" means that it belongs to another program.
enum class phase { opening, working };

/// Returns the error for an extended result code that is neither OK nor ROW nor DONE.  Throws std::bad_alloc for
/// SQLITE_NOMEM, and ends the process for codes that only a bug of defectd can cause.
/// @param file  the path of the database, for the text
[[nodiscard]] store_error error_of(int code, const std::string& file, phase when);

/// Returns the error for a fault that was found without SQLite; `seen` describes it.
[[nodiscard]] store_error error_of(store_fault fault, const std::string& file, const std::string& seen);

}  // namespace defectd::sqlite

#endif
