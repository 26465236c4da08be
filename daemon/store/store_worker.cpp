#include "defectd/store/store_worker.hpp"

namespace defectd {
namespace {

/// A full disk is seldom freed faster, and each try costs a transaction that fails.
constexpr duration pause_between_tries = std::chrono::seconds{5};

}  // namespace

task<void> store_worker::wait_out(std::string problem)
{
    if (problem_ != problem)
        log_.error("store unavailable; collection and delivery paused", {{"problem", problem}});
    problem_ = std::move(problem);
    co_await clock_.wait_for(pause_between_tries);
}

task<void> store_worker::run_until_fatal()
{
    while (!fatal_)
        co_await fatal_met_.wait();
    throw *fatal_;
}

void store_worker::refuse_if_fatal(const store_error& error)
{
    if (error.fault() == store_fault::disk_full || error.fault() == store_fault::io)
        return;
    if (!fatal_)
        fatal_.emplace(error);
    fatal_met_.notify();
    throw store_error(error);
}

void store_worker::note_well()
{
    if (problem_)
        log_.info("store recovered");
    problem_.reset();
}

}  // namespace defectd
