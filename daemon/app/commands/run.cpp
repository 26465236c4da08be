#include <malloc.h>
#include <sys/stat.h>

#include <csignal>
#include <system_error>

#include "cli/exit_code.hpp"
#include "commands.hpp"
#include "daemon.hpp"
#include "log_output.hpp"

namespace defectd {
namespace {

void prepare_process()
{
    ::umask(S_IRWXG | S_IRWXO);
    // A write that fails is told as an error and handled where it happened.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    // One arena: a few threads share it without contention, and an idle daemon stays small.
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread runs yet
    ::mallopt(M_ARENA_MAX, 1);
}

}  // namespace

int run_daemon(const configured_options& options)
{
    prepare_process();
    const auto loaded = load_or_explain(options.configuration_path);
    if (!loaded)
        return exit_code::configuration;
    // From here on everything is logged: nothing else on stderr is written without waiting for its reader.
    const auto log = make_log_output(loaded->config.level, loaded->config.format);
    for (const config_note& warning : loaded->warnings)
        log->warning(to_text(warning));
    try {
        daemon_process daemon(loaded->config, *log);
        return daemon.run();
    } catch (const store_error& error) {
        log->error(error.what());
        return exit_code_of(error.fault());
    } catch (const std::system_error& error) {
        log->error(error.what());
        return exit_code::io;
    }
}

}  // namespace defectd
