#include "collectors.hpp"

#include <algorithm>

#include "defectd/base/assert.hpp"

namespace defectd {
namespace {

/// The number of threads that read reports: while one is busy with a large report, of which only one is read at a time,
/// the other reads small ones.
constexpr std::size_t reading_threads = 2;

}  // namespace

collectors::collectors(const asio::any_io_executor& loop, const collectors_deps& deps)
    : owners_(deps.scopes_before, deps.config.sources), reading_(reading_threads),
      common_(loop, deps.store, deps.clock, deps.on_commit)
{
    // Copied by each collector; what it refers to are members of this object or outlive it.
    const cycle_deps cycles{.clock = deps.clock,
                            .log = deps.log,
                            .store = deps.store,
                            .reading = reading_,
                            .subscribers = deps.config.subscribers,
                            .limits = deps.config.limits,
                            .on_commit = deps.on_commit,
                            .shared = common_};
    for (const source_config& source : deps.config.sources)
        collectors_.push_back(std::make_unique<collector>(loop, source, cycles, owners_));
}

task<std::vector<collected_file>> collectors::collect_now(std::string source, collect_request request)
{
    const auto wanted = std::ranges::find_if(collectors_, [&](const std::unique_ptr<collector>& candidate) {
        return candidate->source().name == source;
    });
    DEFECTD_ASSERT(wanted != collectors_.end());
    co_return co_await (*wanted)->collect_now(request);
}

}  // namespace defectd
