// Writes out large collections once they are committed, piece by piece, so that others have their turn at the store in
// between and the collector that committed them goes on.
#ifndef DEFECTD_COLLECT_WRITE_OUT_QUEUE_HPP
#define DEFECTD_COLLECT_WRITE_OUT_QUEUE_HPP

#include <deque>
#include <functional>

#include "defectd/runtime/async_event.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

/// Loop thread only.  What is in it is in the store too: nothing is lost when it ends early.
class write_out_queue {
public:
    /// @param db      must outlive it, as `clock`
    /// @param on_piece  called after each piece: deliveries are due
    write_out_queue(const asio::any_io_executor& loop, store_worker& db, clock& clock,
                    std::function<void()> on_piece);

    /// After a commit of that account, however small it was.
    void add(const report_scope& committed);

    /// Never ends unless cancelled.
    [[nodiscard]] task<void> run();

    /// For who waits for it: ends once nothing is left of the account.
    [[nodiscard]] task<void> write_out(report_scope scope);

private:
    store_worker& store_;
    clock& clock_;
    std::function<void()> on_piece_;
    std::deque<report_scope> waiting_;
    async_event added_;
};

}  // namespace defectd

#endif
