#include "daemon.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "cli/exit_code.hpp"
#include "defectd/base/encoding.hpp"
#include "defectd/store/subscribers.hpp"
#include "service_notice.hpp"

namespace defectd {
namespace {

/// How often old rows are deleted, and how many in one transaction, so that deliveries do not wait for a long one.
constexpr duration pause_between_prunings = std::chrono::hours{1};
/// How often the state folder is checked.
constexpr duration pause_between_looks = std::chrono::seconds{5};
constexpr std::size_t rows_per_pruning = 1000;
/// How long a shutdown waits for requests on the admin socket.
constexpr duration grace_of_admin_requests = std::chrono::seconds{1};

/// Returns the options of the HTTP client that follow from the configuration and the limit of open files.
http_client_options http_options(const configuration& config, const descriptor_shares& shares)
{
    http_client_options options;
    options.max_idle = shares.idle_connections;
    options.egress = config.egress;
    options.proxy = config.proxy;
    return options;
}

}  // namespace

daemon_process::daemon_process(const configuration& config, log_sink& log)
    : config_(config), log_(log), descriptors_(raise_descriptor_limit()),
      shares_(shares_of(descriptors_, config.limits.deliveries_in_flight)), clock_(make_system_clock()),
      random_(make_system_random()), lock_(config.state_directory), store_(open_store()),
      state_(config.state_directory), store_worker_(loop_.get_executor(), *store_, *clock_, log),
      names_(make_system_resolver(loop_.get_executor(), shares_.lookups)),
      http_(make_http_client(loop_.get_executor(), *names_, http_options(config, shares_))),
      dispatcher_(loop_.get_executor(),
                  {.clock = *clock_,
                   .log = log,
                   .random = *random_,
                   .store = store_worker_,
                   .http = *http_,
                   .subscribers = config.subscribers,
                   .max_in_flight = shares_.deliveries_in_flight,
                   .owner = fmt::format("{}-{}", ::getpid(), to_hex(random_->bytes(4)))}),
      collectors_(loop_.get_executor(), {.clock = *clock_,
                                         .log = log,
                                         .store = store_worker_,
                                         .config = config,
                                         .scopes_before = store_->overview(clock_->now()).scopes,
                                         .on_commit = [this] { dispatcher_.wake(); }}),
      api_({.clock = *clock_,
            .log = log,
            .random = *random_,
            .store = store_worker_,
            .http = *http_,
            .sending = dispatcher_,
            .config = config,
            .started_at = clock_->now(),
            .own_uid = ::geteuid(),
            .collect =
                [this](std::string source, collect_request request) {
                    return collectors_.collect_now(std::move(source), request);
                }}),
      server_(serve_unix(
          loop_.get_executor(), config.admin_socket,
          [this](server_request request) { return api_.answer(std::move(request)); }, {},
          [this](const std::string& problem) {
              log_.error("admin request aborted by an internal error; please report this",
                         {{"problem", problem}});
          })),
      signals_(loop_, SIGTERM, SIGINT, SIGHUP),
      tasks_(loop_.get_executor(), [this](const std::string& name,
                                          std::exception_ptr failure) { end_after_failure(name, failure); }),
      dispatching_(
          loop_.get_executor(),
          [this](const std::string& name, std::exception_ptr failure) { end_after_failure(name, failure); }),
      listening_(loop_.get_executor(), [this](const std::string& name, std::exception_ptr failure) {
          end_after_failure(name, failure);
      })
{
}

/// Opens the store and makes it this process's: deliveries that the last one had claimed are due again, and the
/// subscribers are those of the configuration.
std::unique_ptr<store> daemon_process::open_store()
{
    std::unique_ptr<store> opened = open_state(lock_, *random_);
    // Before any task runs, so that no claim of this process is undone.
    opened->take_over();
    opened->set_subscribers(setups_of(config_.subscribers), clock_->now());
    return opened;
}

int daemon_process::run()
{
    start();
    greet();
    // systemd starts what depends on defectd now: the socket is bound, and the store works.
    service_notice::ready();
    loop_.run();
    return exit_code::ok;
}

void daemon_process::start()
{
    dispatching_.spawn("dispatcher", dispatcher_.run());
    for (const auto& source : collectors_.all())
        tasks_.spawn("collector " + source->source().name, source->run());
    tasks_.spawn("writing out", collectors_.write_out());
    tasks_.spawn("pruning", prune_now_and_then());
    tasks_.spawn("store", store_worker_.run_until_fatal());
    tasks_.spawn("state watch", watch_state());
    if (const auto interval = service_notice::watchdog_interval())
        tasks_.spawn("watchdog", feed_watchdog(*interval));
    listening_.spawn("signals", watch_signals());
}

void daemon_process::greet()
{
    log_.info("started", {{"version", DEFECTD_VERSION},
                          {"sources", std::to_string(config_.sources.size())},
                          {"subscribers", std::to_string(config_.subscribers.size())},
                          {"state_directory", config_.state_directory},
                          {"admin_socket", config_.admin_socket}});
    // The operator has asked for more than the system allows, which would otherwise only be seen as slowness.
    if (shares_.deliveries_in_flight < config_.limits.deliveries_in_flight)
        log_.warning("deliveries in flight limited by the number of open files; raise LimitNOFILE (ulimit "
                     "-n) to reach limits.deliveries_in_flight",
                     {{"open_files", std::to_string(descriptors_)},
                      {"deliveries_in_flight", std::to_string(shares_.deliveries_in_flight)}});
    for (const source_config& source : config_.sources)
        if (source.baseline == baseline_mode::silent)
            log_.info("first report of a scope is a silent baseline: existing defects are recorded, not "
                      "announced (set `baseline: notify` to announce them; preview with `defectd collect "
                      "SOURCE --dry-run`)",
                      {{"source", source.name}});
}

/// Waits for signals until the shutdown has ended.  A second SIGTERM ends the process at once.
task<void> daemon_process::watch_signals()
{
    bool is_stopping = false;
    for (;;) {
        const auto [error, number] = co_await signals_.async_wait(as_values);
        if (error)
            co_return;
        if (number == SIGHUP) {
            log_.warning("SIGHUP ignored: this version applies configuration changes on restart only; run "
                         "`systemctl restart defectd`");
            continue;
        }
        if (is_stopping)
            std::_Exit(exit_code::ok);  // asked twice: leases of what is in flight are void at the next start
        is_stopping = true;
        // Both run at the same time: whatever hangs in the shutdown, the process ends in time.
        asio::co_spawn(loop_, end_when_overdue(), [this](std::exception_ptr failure) {
            if (failure)
                end_after_failure("overdue stop", failure);
        });
        asio::co_spawn(loop_, shut_down(), [this](std::exception_ptr failure) {
            if (failure)
                end_after_failure("shutdown", failure);
            loop_.stop();  // nothing is left but connections kept for later
        });
    }
}

task<void> daemon_process::end_when_overdue()
{
    co_await clock_->wait_for(config_.shutdown_grace + grace_of_admin_requests);
    log_.warning("shutdown exceeded shutdown_grace; exiting now, deliveries without a recorded result "
                 "are sent again after the next start");
    std::_Exit(exit_code::ok);
}

task<void> daemon_process::shut_down()
{
    log_.info("stopping", {{"in_flight", std::to_string(dispatcher_.in_flight())}});
    service_notice::stopping();
    // The dispatcher claims nothing more and finishes its attempts while collectors, upkeep and the admin server end.
    dispatcher_.stop(clock_->now() + config_.shutdown_grace);
    tasks_.cancel();
    co_await tasks_.join();
    co_await server_->stop(grace_of_admin_requests);
    co_await dispatching_.join();
    signals_.cancel();
    co_await listening_.join();
    log_.info("stopped");
}

task<void> daemon_process::prune_now_and_then()
{
    for (;;) {
        const timestamp now = clock_->now();
        auto prune = [this, now](store& db) { return db.prune(now, config_.retention, rows_per_pruning); };
        const std::size_t deleted = co_await store_worker_.run(prune);
        // A full batch means that more may be left, which the next turn deletes.
        if (deleted < rows_per_pruning)
            co_await clock_->wait_for(pause_between_prunings);
    }
}

task<void> daemon_process::watch_state()
{
    for (;;) {
        co_await clock_->wait_for(pause_between_looks);
        // The folder may have been deleted or replaced, in which case nothing that is stored there would last.
        state_.check();
        log_.report_dropped();
    }
}

task<void> daemon_process::feed_watchdog(duration interval)
{
    for (;;) {
        // A round trip through the store's thread: a hung disk or a hung loop both let the watchdog bite.
        auto beat = [](store&) { return true; };
        co_await store_worker_.run(beat);
        service_notice::alive(fmt::format("{} in flight{}", dispatcher_.in_flight(),
                                          store_worker_.problem() ? ", store unavailable" : ""));
        co_await clock_->wait_for(interval);
    }
}

void daemon_process::end_after_failure(const std::string& task_name, std::exception_ptr failure)
{
    // Nothing is saved on the way out: what is not in the store never happened, and a failed fsync must
    // not be followed by another write.
    try {
        std::rethrow_exception(failure);
    } catch (const store_error& error) {
        log_.error("unrecoverable store error; exiting", {{"problem", error.what()}});
        std::_Exit(exit_code_of(error.fault()));
    } catch (const std::exception& error) {
        log_.error("task aborted by an internal error; exiting, please report this",
                   {{"task", task_name}, {"problem", error.what()}});
        std::_Exit(exit_code::internal);
    }
}

}  // namespace defectd
