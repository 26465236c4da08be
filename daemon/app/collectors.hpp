// The collectors of a configuration with everything they need: the daemon runs them, and `collect` without a daemon
// uses one of them once.
#ifndef DEFECTD_APP_COLLECTORS_HPP
#define DEFECTD_APP_COLLECTORS_HPP

#include <memory>
#include <string>
#include <vector>

#include "defectd/collect/collector.hpp"
#include "defectd/config/configuration.hpp"

namespace defectd {

/// What the collectors share with the rest of the daemon; everything must outlive it.
struct collectors_deps {
    defectd::clock& clock;
    log_sink& log;
    store_worker& store;
    const configuration& config;
    /// The scopes in the store at the start; used by the constructor only.
    std::span<const scope_overview> scopes_before;  ///< as the store knew them at the start; not kept
    /// Called after a report was committed: deliveries may be due.
    std::function<void()> on_commit;
};

/// One collector per source, and what they have in common.  Used on the loop thread only; it must be destroyed before
/// the loop's context, and its destructor waits for a report that is being read.
class collectors {
public:
    collectors(const asio::any_io_executor& loop, const collectors_deps& deps);

    /// Returns the collectors in the order of the configuration.
    [[nodiscard]] std::vector<std::unique_ptr<collector>>& all() noexcept { return collectors_; }

    /// Writes to disk what the collectors commit, until it is cancelled.
    [[nodiscard]] task<void> write_out() { return common_.unwritten.run(); }

    /// @pre a source of that name is configured
    /// Collects one source once, and returns a result per report file.
    [[nodiscard]] task<std::vector<collected_file>> collect_now(std::string source, collect_request request);

private:
    scope_owners owners_;
    worker reading_;
    shared_cycle_state common_;
    std::vector<std::unique_ptr<collector>> collectors_;
};

}  // namespace defectd

#endif
