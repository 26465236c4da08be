// Sends a subscriber what it has not got, however long ago that was told.
#ifndef DEFECTD_DISPATCH_RECOVER_HPP
#define DEFECTD_DISPATCH_RECOVER_HPP

#include "defectd/config/configuration.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

/// Makes every event told since then that the subscriber wants due for it, a page at a time: other work of the store
/// goes on between.  Gives how many became due.  Everything given must outlive it.
[[nodiscard]] task<std::size_t> recover(store_worker& db, clock& clock, const subscriber_config& subscriber,
                                        timestamp since, recover_scope which);

}  // namespace defectd

#endif
