#include "defectd/collect/write_out_queue.hpp"

#include <utility>

namespace defectd {
namespace {

/// A report of another account asks the store several times, one after the other: most of that fits in here, and need
/// not wait for a piece each time.
constexpr duration pause_between_pieces = std::chrono::milliseconds{5};

}  // namespace

write_out_queue::write_out_queue(const asio::any_io_executor& loop, store_worker& db, clock& clock,
                                 std::function<void()> on_piece)
    : store_(db), clock_(clock), on_piece_(std::move(on_piece)), added_(loop)
{
}

void write_out_queue::add(const report_scope& committed)
{
    waiting_.push_back(committed);
    added_.notify();
}

task<void> write_out_queue::run()
{
    for (;;) {
        while (waiting_.empty())
            co_await added_.wait();
        report_scope next = std::move(waiting_.front());
        waiting_.pop_front();
        co_await write_out(std::move(next));
    }
}

task<void> write_out_queue::write_out(report_scope scope)
{
    auto next_piece = [&scope](store& db) { return db.write_out(scope); };
    while (co_await store_.run(next_piece)) {
        on_piece_();
        co_await clock_.wait_for(pause_between_pieces);
    }
}

}  // namespace defectd
