// What is to be recorded in the next round of the dispatcher.
#ifndef DEFECTD_DISPATCH_ATTEMPT_RESULTS_HPP
#define DEFECTD_DISPATCH_ATTEMPT_RESULTS_HPP

#include <map>
#include <string>
#include <vector>

#include "defectd/store/dispatch.hpp"

namespace defectd {

/// Collects results until take().  Loop thread only.
class attempt_results {
public:
    /// Adds what became of the deliveries of one message.
    void add(std::vector<attempt_record> records);

    /// Adds deliveries that were claimed and not sent: they become pending again, and no attempt is counted.
    void add_unsent(const std::vector<claimed_delivery>& deliveries, timestamp now);

    /// Adds a subscriber's new health.  Of several changes the last health is recorded, with the last event.
    void change(health_change change);

    /// Returns everything added since the last call, for one transaction.
    [[nodiscard]] round_results take();
    [[nodiscard]] bool empty() const noexcept { return attempts_.empty() && changed_.empty(); }

private:
    std::vector<attempt_record> attempts_;
    std::map<std::string, health_change> changed_;  ///< by subscriber
};

}  // namespace defectd

#endif
