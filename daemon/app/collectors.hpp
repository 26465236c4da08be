// The collectors of a configuration, wired: the daemon runs them, `collect` without a daemon asks one once.
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
    std::span<const scope_overview> scopes_before;  ///< as the store knew them at the start; not kept
    std::function<void()> on_commit;
};

/// One collector per source, and what they have in common.  Loop thread only.
class collectors {
public:
    collectors(const asio::any_io_executor& loop, const collectors_deps& deps);

    [[nodiscard]] std::vector<std::unique_ptr<collector>>& all() noexcept { return collectors_; }

    /// Writes out what the collectors commit, while the daemon runs.
    [[nodiscard]] task<void> write_out() { return common_.unwritten.run(); }

    /// @pre a source of that name is configured
    [[nodiscard]] task<std::vector<collected_file>> collect_now(std::string source, collect_request request);

private:
    scope_owners owners_;
    worker reading_;
    shared_cycle_state common_;
    std::vector<std::unique_ptr<collector>> collectors_;
};

}  // namespace defectd

#endif
