// Where log records go: text or JSON lines on stderr, or the journal with its fields.
#ifndef DEFECTD_APP_LOG_OUTPUT_HPP
#define DEFECTD_APP_LOG_OUTPUT_HPP

#include <memory>

#include "defectd/runtime/log.hpp"

namespace defectd {

/// Returns the log in the given format.  `automatic` is the journal when stderr is connected to it, and text otherwise.
/// @param least  the lowest level that is written
[[nodiscard]] std::unique_ptr<log_sink> make_log_output(log_level least, log_format format);

}  // namespace defectd

#endif
