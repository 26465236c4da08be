// The reports of the demo: the same seller's Order Defect Report, a little worse each time.
#ifndef DEFECTD_APP_DEMO_SAMPLE_REPORTS_HPP
#define DEFECTD_APP_DEMO_SAMPLE_REPORTS_HPP

#include <string>

#include "defectd/base/time.hpp"

namespace defectd {

/// Returns the report of step 0 to 3; each step adds one defect.  Order dates are inside the window of `today`.
[[nodiscard]] std::string sample_report(int step, date today);

}  // namespace defectd

#endif
