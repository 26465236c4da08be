// The daemon as a whole: makes every part, connects them, runs them and stops them.
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

/// The calling thread runs the loop; one thread owns the store, two read reports, and name look-ups have threads of
/// their own.  The members are in the order in which they depend on each other, so that each is destroyed before what
/// it refers to.
class daemon_process {
public:
    /// Takes the lock of the state directory, opens the store and binds the admin socket.  `config` and `log` must
    /// outlive it.  Throws store_error or std::system_error.
    daemon_process(const configuration& config, log_sink& log);

    /// Runs until SIGTERM or SIGINT and returns the exit code.  When the store cannot go on, or a task fails, it logs
    /// why and ends the process with the exit code of the fault.
    [[nodiscard]] int run();

private:
    [[nodiscard]] std::unique_ptr<store> open_store();
    /// Starts all tasks; they begin to run with the loop.
    void start();
    /// Logs what was started, and what an operator may not expect.
    void greet();
    [[nodiscard]] task<void> watch_signals();
    /// Deletes what is older than `retention`.
    [[nodiscard]] task<void> prune_now_and_then();
    /// Tells systemd that the process is alive.
    [[nodiscard]] task<void> feed_watchdog(duration interval);
    /// Checks that the state folder is still the one that was opened.
    [[nodiscard]] task<void> watch_state();
    /// Stops every part in order and waits for it.
    [[nodiscard]] task<void> shut_down();
    /// Ends the process when the shutdown takes longer than it may.
    [[nodiscard]] task<void> end_when_overdue();
    /// Logs the failure of a task and ends the process; it does not return.
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
