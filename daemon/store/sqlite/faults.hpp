// What SQLite's result codes mean for the process, in words for the operator.
#ifndef DEFECTD_STORE_SQLITE_FAULTS_HPP
#define DEFECTD_STORE_SQLITE_FAULTS_HPP

#include <string>

#include "defectd/store/store_error.hpp"

namespace defectd::sqlite {

/// While a file is being opened, "not a database" says that it is not ours.
enum class phase { opening, working };

/// The error for an extended result code that is neither OK nor ROW nor DONE.
/// @param file  the database's path; stands in the text
/// Throws std::bad_alloc for SQLITE_NOMEM; ends the process for codes only a bug of ours can bring.
[[nodiscard]] store_error error_of(int code, const std::string& file, phase when);

/// The same for what was found without SQLite; `seen` says what.
[[nodiscard]] store_error error_of(store_fault fault, const std::string& file, const std::string& seen);

}  // namespace defectd::sqlite

#endif
