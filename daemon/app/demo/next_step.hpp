// What to do after the demo.
#ifndef DEFECTD_APP_DEMO_NEXT_STEP_HPP
#define DEFECTD_APP_DEMO_NEXT_STEP_HPP

#include <string>

namespace defectd {

/// The configuration and the commands that watch reports of one's own with this very program.
[[nodiscard]] std::string next_step();

}  // namespace defectd

#endif
