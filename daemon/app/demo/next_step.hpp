// The instructions that follow the demo.
#ifndef DEFECTD_APP_DEMO_NEXT_STEP_HPP
#define DEFECTD_APP_DEMO_NEXT_STEP_HPP

#include <string>

namespace defectd {

/// Returns a configuration and the commands with which this program watches the user's own reports.
[[nodiscard]] std::string next_step();

}  // namespace defectd

#endif
