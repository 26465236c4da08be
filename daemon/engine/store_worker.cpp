#include "defectd/engine/store_worker.hpp"

namespace defectd {
namespace {

constexpr duration pause_between_tries = std::chrono::seconds{5};

}  // namespace

task<void> store_worker::wait_out(std::string problem)
{
    if (problem_ != problem)
        log_.error("the store does not work; nothing is collected or sent until it does",
                   {{"problem", problem}});
    problem_ = std::move(problem);
    co_await time_.wait_for(pause_between_tries);
}

void store_worker::note_well()
{
    if (problem_)
        log_.info("the store works again");
    problem_.reset();
}

}  // namespace defectd
