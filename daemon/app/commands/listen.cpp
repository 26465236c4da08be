#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <memory>
#include <system_error>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands.hpp"
#include "defectd/runtime/clock.hpp"
#include "receiver.hpp"

namespace defectd {
namespace {

constexpr int unauthorized = 401;

/// Prints one line per delivery, at once.
void print_delivery(const received_webhook& received, int status)
{
    const std::string signature = received.signature
                                      ? fmt::format("signature {}", name_of(*received.signature))
                                      : "signature not checked";
    print_out(fmt::format("{} {} {}: {}, answered {}\n", to_rfc3339(received.at),
                          received.id.empty() ? "(no webhook-id)" : received.id,
                          received.type.empty() ? "(no type)" : received.type, signature, status));
}

}  // namespace

int listen_for_webhooks(const listen_options& options)
{
    // The secret is read before the port is opened, so that a mistake in it is not found at the first delivery.
    std::optional<secret> key;
    try {
        if (!options.secret_file.empty())
            key = read_secret_file(options.secret_file);
    } catch (const std::system_error& error) {
        print_message(error.what());
        return exit_code::io;
    } catch (const std::runtime_error& error) {
        print_message(error.what());
        return exit_code::bad_input;
    }
    asio::io_context loop{1};
    const auto clock = make_system_clock();
    const auto answer = [&](server_request request) -> task<server_response> {
        const received_webhook received = receive(request, key, clock->now());
        // A missing signature is rejected too; without a secret nothing is verified.
        const bool is_forged = received.signature && *received.signature != signature_check::valid;
        server_response response;
        response.status = is_forged ? unauthorized : options.status;
        print_delivery(received, response.status);
        co_return response;
    };
    try {
        const auto server =
            serve_tcp(loop.get_executor(), "127.0.0.1", options.port, answer, {}, print_message);
        print_message(fmt::format("listening on http://127.0.0.1:{}/; press Ctrl-C to stop", server->port()));
        asio::signal_set signals(loop, SIGINT, SIGTERM);
        signals.async_wait([&](boost::system::error_code, int) { loop.stop(); });
        loop.run();
        return exit_code::ok;
    } catch (const std::system_error& error) {
        print_message(fmt::format("{}; choose another port with --port", error.what()));
        return exit_code::io;
    }
}

}  // namespace defectd
