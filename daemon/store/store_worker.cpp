#include "defectd/store/store_worker.hpp"

namespace defectd {
namespace {

/// A full disk is seldom freed faster, and each try costs a transaction that fails.
constexpr duration pause_between_tries = std::chrono::seconds{5};

/// Longer than the pause between calls that follow each other.
constexpr duration quiet_time = std::chrono::milliseconds{5};

}  // namespace

task<void> store_worker::wait_out(std::string problem)
{
    if (problem_ != problem)
        log_.error("store unavailable; collection and delivery paused", {{"problem", problem}});
    problem_ = std::move(problem);
    co_await clock_.wait_for(pause_between_tries);
}

task<void> store_worker::checkpoint_when_quiet()
{
    auto checkpoint = [this] {
        store_.checkpoint();
        return true;
    };
    // `seen` is the number of calls after which the store was last at rest.
    for (std::uint64_t seen = 0;;) {
        while (ended_ == seen)
            co_await call_ended_.wait();
        if (fatal_)
            throw *fatal_;
        // Quiet means: for a while no call began, and none is running.
        while (begun_ != seen || ended_ != seen) {
            seen = begun_;
            co_await clock_.wait_for(quiet_time);
        }
        co_await thread_.run(checkpoint);
    }
}

void store_worker::refuse_if_fatal(const store_error& error)
{
    if (error.fault() == store_fault::disk_full || error.fault() == store_fault::io)
        return;
    if (!fatal_)
        fatal_.emplace(error);
    throw store_error(error);
}

void store_worker::note_well()
{
    if (problem_)
        log_.info("store recovered");
    problem_.reset();
}

}  // namespace defectd
