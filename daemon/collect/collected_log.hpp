// What the log says of a collection.
#ifndef DEFECTD_COLLECT_COLLECTED_LOG_HPP
#define DEFECTD_COLLECT_COLLECTED_LOG_HPP

#include <string>

#include "defectd/collect/cycle.hpp"

namespace defectd {

/// A rejection that tells no event is not news.
void log_collected(log_sink& log, const std::string& source, const collected_file& collected);

}  // namespace defectd

#endif
