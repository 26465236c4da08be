#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "client/client_errors.hpp"
#include "collectors.hpp"
#include "commands.hpp"
#include "defectd/admin/admin_api.hpp"
#include "defectd/http/local_call.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/store/sqlite.hpp"
#include "defectd/store/subscribers.hpp"
#include "log_output.hpp"

namespace defectd {
namespace {

namespace json = boost::json;

/// How long the daemon may take: a report of the largest size takes seconds, and a queue of them minutes.
constexpr duration max_wait = std::chrono::minutes{30};

/// Collects in this process, under the lock of the state directory, so that no daemon can run meanwhile.
std::string collect_without_daemon(const configuration& config, const collect_options& options)
{
    ::umask(S_IRWXG | S_IRWXO);
    asio::io_context loop{1};
    const auto log = make_log_output(log_level::error, log_format::text);
    const auto clock = make_system_clock();
    const auto random = make_system_random();
    // A dry run changes nothing: where there is no database, none is created.
    std::optional<state_lock> lock;
    if (!options.dry_run || had_database(config.state_directory))
        lock.emplace(config.state_directory);
    const auto db = lock ? open_state(*lock, *random) : open_sqlite_store(":memory:");
    if (!options.dry_run)
        db->set_subscribers(setups_of(config.subscribers), clock->now());
    store_worker db_worker(loop.get_executor(), *db, *clock, *log);
    collectors sources(loop.get_executor(), {.clock = *clock,
                                             .log = *log,
                                             .store = db_worker,
                                             .config = config,
                                             .scopes_before = db->overview(clock->now()).scopes,
                                             .on_commit = [] {}});
    std::vector<collected_file> collected;
    std::exception_ptr failure;
    const collect_request request{.dry_run = options.dry_run, .accept = options.accept};
    asio::co_spawn(loop, sources.collect_now(options.source, request),
                   [&](std::exception_ptr broken, std::vector<collected_file> files) {
                       failure = std::move(broken);
                       collected = std::move(files);
                   });
    loop.run();
    if (failure)
        std::rethrow_exception(failure);
    return collected_json(options.source, collected);
}

/// Returns the text of a string; "" for null.
std::string_view text_of(const json::value& value)
{
    return value.is_string() ? std::string_view(value.get_string().data(), value.get_string().size())
                             : std::string_view();
}

/// Prints the result of one report file on a line.
void print_file(const json::object& file)
{
    const std::string_view outcome = text_of(file.at("outcome"));
    const std::string place = file.at("line").is_null() ? std::string(text_of(file.at("file")))
                                                        : fmt::format("{}:{}", text_of(file.at("file")),
                                                                      file.at("line").to_number<int>());
    if (outcome == "refused" || outcome == "ignored")
        print_out(fmt::format("{}: {} ({}): {}\n", place, outcome == "refused" ? "rejected" : outcome,
                              text_of(file.at("reason")), text_of(file.at("message"))));
    else
        print_out(fmt::format("{}: {}: {} rows, {} orders with open defects, {} events, {} pending clears\n",
                              place, outcome, file.at("rows").to_number<std::uint64_t>(),
                              file.at("orders").to_number<std::uint64_t>(),
                              file.at("events").to_number<std::uint64_t>(),
                              file.at("pending_clears").to_number<std::uint64_t>()));
}

/// Prints the events byte for byte as they are sent.  The document has each on a line of its own; events that were
/// parsed and written again could differ in the form of their numbers.
void print_events(std::string_view document)
{
    while (!document.empty()) {
        std::string_view line = document.substr(0, document.find('\n'));
        document.remove_prefix(std::min(line.size() + 1, document.size()));
        if (!line.starts_with(R"({"id":)"))
            continue;
        line.remove_suffix(line.ends_with(',') ? 1 : 0);
        print_out(std::string(line) + "\n");
    }
}

/// Returns 65 when every file was rejected, and 2 when some were.
int exit_code_for(const json::array& files)
{
    const auto refused = std::ranges::count_if(
        files, [](const json::value& file) { return text_of(file.at("outcome")) == "refused"; });
    if (refused == 0)
        return exit_code::ok;
    return static_cast<std::size_t>(refused) == files.size() ? exit_code::bad_input
                                                             : exit_code::partly_failed;
}

/// Prints the result in the form that was asked for, and returns the exit code.
int print_collected(const std::string& document, const collect_options& options)
{
    const json::value collected = json::parse(document);
    const json::array& files = collected.at("collections").as_array();
    if (options.as_json)
        print_out(document);
    else if (options.dry_run)
        print_events(document);
    else
        for (const json::value& file : files)
            print_file(file.as_object());
    if (options.dry_run && !options.as_json)
        for (const json::value& file : files)
            print_message(
                fmt::format("{}: {}{}", text_of(file.at("file")), text_of(file.at("outcome")),
                            text_of(file.at("outcome")) == "baseline"
                                ? "; with `baseline: silent` its defects are recorded and not announced"
                                : ""));
    if (files.empty())
        print_message("nothing new to collect");
    return exit_code_for(files);
}

}  // namespace

int collect(const collect_options& options)
{
    const auto loaded = load_or_explain(options.configuration_path);
    if (!loaded)
        return exit_code::configuration;
    print_warnings(*loaded);
    const configuration& config = loaded->config;
    if (std::ranges::find(config.sources, options.source, &source_config::name) == config.sources.end()) {
        print_message(fmt::format("unknown source {}; the configuration has: {}", options.source,
                                  fmt::join(names_of(config.sources), ", ")));
        return exit_code::usage;
    }
    const std::string target = fmt::format("/api/v1/sources/{}/collect?dry_run={}&accept={}", options.source,
                                           options.dry_run, options.accept);
    const auto answer = call_local(config.admin_socket, "POST", target, "", max_wait);
    if (answer)
        return answer->status == 200 ? print_collected(answer->body, options) : explain_answer(*answer);
    // Only when no daemon runs: one that cannot be reached for another reason may hold the lock.
    if (answer.error().kind != local_failure_kind::no_daemon)
        return explain_failure(answer.error());
    try {
        return print_collected(collect_without_daemon(config, options), options);
    } catch (const store_error& error) {
        print_message(error.what());
        return exit_code_of(error.fault());
    }
}

}  // namespace defectd
