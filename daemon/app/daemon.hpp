// The daemon: every part wired together, started, watched and stopped.
#ifndef DEFECTD_APP_DAEMON_HPP
#define DEFECTD_APP_DAEMON_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <memory>
#include <string>

#include "collectors.hpp"
#include "defectd/admin/admin_api.hpp"
#include "defectd/dispatch/dispatcher.hpp"
#include "defectd/http/client.hpp"
#include "defectd/http/server.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/store/sqlite.hpp"
#include "defectd/store/state_watch.hpp"
#include "descriptors.hpp"

namespace defectd {

/// One thread runs the loop, one owns the store, one reads reports; name look-ups have a few of their own.
class daemon_process {
public:
    /// Takes the lock, opens the store, binds the admin socket.  Throws store_error or std::system_error.
    daemon_process(const configuration& config, log_sink& log);

    /// Works until SIGTERM or SIGINT, or until the store cannot go on; returns the exit code.
    [[nodiscard]] int run();

private:
    [[nodiscard]] std::unique_ptr<store> open_store();
    void start();
    void greet();
    [[nodiscard]] task<void> watch_signals();
    [[nodiscard]] task<void> prune_now_and_then();
    [[nodiscard]] task<void> feed_watchdog(duration interval);
    [[nodiscard]] task<void> watch_state();
    [[nodiscard]] task<void> shut_down();
    [[nodiscard]] task<void> end_when_overdue();
    void end_after_failure(const std::string& task_name, std::exception_ptr failure);

    const configuration& config_;
    log_sink& log_;
    std::size_t descriptors_;
    descriptor_shares shares_;
    asio::io_context loop_{1};
    std::unique_ptr<clock> clock_;
    std::unique_ptr<random_source> random_;
    state_lock lock_;
    std::unique_ptr<store> store_;
    state_watch state_;
    store_worker store_worker_;
    std::unique_ptr<resolver> names_;
    std::unique_ptr<http_client> http_;
    dispatcher dispatcher_;
    collectors collectors_;
    admin_api api_;
    std::unique_ptr<http_server> server_;
    asio::signal_set signals_;
    task_group tasks_;        ///< collectors and upkeep: end when cancelled
    task_group dispatching_;  ///< ends by itself once it has drained
    task_group listening_;    ///< for signals, to the last
};

}  // namespace defectd

#endif
