// What the log says of a collection.
#ifndef DEFECTD_COLLECT_COLLECTED_LOG_HPP
#define DEFECTD_COLLECT_COLLECTED_LOG_HPP

#include <string>

#include "defectd/collect/cycle.hpp"

namespace defectd {

/// Logs what came of a file.  A rejection without an event was logged before, and goes to the debug level.
/// @param source  the name of the source
void log_collected(log_sink& log, const std::string& source, const collected_file& collected);

}  // namespace defectd

#endif
