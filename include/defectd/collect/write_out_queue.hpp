// Writes out large collections piece by piece after they were committed, so that other work of the store is done in
// between and the collector can go on.
#ifndef DEFECTD_COLLECT_WRITE_OUT_QUEUE_HPP
#define DEFECTD_COLLECT_WRITE_OUT_QUEUE_HPP

#include <deque>
#include <functional>

#include "defectd/runtime/async_event.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

/// Everything in the queue is in the store too, so nothing is lost when it ends early.  Loop thread only.
class write_out_queue {
public:
    /// @param db        must outlive the queue, as `clock`
    /// @param on_piece  called after each piece: deliveries are due
    write_out_queue(const asio::any_io_executor& loop, store_worker& db, clock& clock,
                    std::function<void()> on_piece);

    /// Called after each commit to the scope's account, whatever its size.
    void add(const report_scope& committed);

    /// Writes out whatever is added.  Ends only when cancelled.
    [[nodiscard]] task<void> run();

    /// Writes out everything of the scope's account, for a caller that waits for it.
    [[nodiscard]] task<void> write_out(report_scope scope);

private:
    store_worker& store_;
    clock& clock_;
    std::function<void()> on_piece_;
    std::deque<report_scope> waiting_;  ///< oldest commit first; an account may be in it more than once
    async_event added_;
};

}  // namespace defectd

#endif
