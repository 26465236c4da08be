// Makes past events due again for a subscriber that missed them.
#ifndef DEFECTD_DISPATCH_RECOVER_HPP
#define DEFECTD_DISPATCH_RECOVER_HPP

#include "defectd/config/configuration.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

/// Makes every event due that was emitted at `since` or later and passes the subscriber's filter.  Works page by
/// page, so that other calls of the store run in between.  Returns how many deliveries became due.  Everything
/// given must outlive it.
[[nodiscard]] task<std::size_t> recover(store_worker& db, clock& clock, const subscriber_config& subscriber,
                                        timestamp since, recover_scope which);

}  // namespace defectd

#endif
