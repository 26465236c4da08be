// The reports of the demo: the same seller's Order Defect Report, a little worse each time.
#ifndef DEFECTD_APP_DEMO_SAMPLE_REPORTS_HPP
#define DEFECTD_APP_DEMO_SAMPLE_REPORTS_HPP

#include <string>

#include "defectd/base/time.hpp"

namespace defectd {

/// The report of step 0 … 3; each step adds one defect.  Order dates lie inside the window of `today`.
[[nodiscard]] std::string sample_report(int step, date today);

}  // namespace defectd

#endif
