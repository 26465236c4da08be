#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <optional>

#include "child_process.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands/commands.hpp"
#include "demo_environment.hpp"
#include "next_step.hpp"
#include "shown_request.hpp"

namespace defectd {
namespace {

constexpr int ok_status = 200;
constexpr int out_of_order = 503;

/// Prints one line: a word for what happened, and what it was.
void say(std::string_view who, std::string_view what)
{
    print_out(fmt::format("{:<10} {}\n", who, what));
}

/// Prints a request, indented to the column where say() writes.
void show(const server_request& request)
{
    print_out('\n' + shown_request(request, "           ") + '\n');
}

/// True when the webhook's signature was valid.
bool is_verified(const answered_webhook& webhook)
{
    return webhook.received.signature == signature_check::valid;
}

/// Returns a condition for webhooks of a type that were answered with a status.
demo_environment::condition of_type(std::string_view type, int status)
{
    return [type, status](const answered_webhook& webhook) {
        return webhook.received.type == type && webhook.status == status;
    };
}

/// Returns a condition for the same event, accepted this time.
demo_environment::condition again(const answered_webhook& first)
{
    return [id = first.received.id](const answered_webhook& webhook) {
        return webhook.received.id == id && webhook.status == ok_status;
    };
}

/// Returns "a_to_z_claim on order 114-5550123-7788990".  The demo's orders are invented, so that they may be printed.
std::string defect_in(const answered_webhook& webhook)
{
    const boost::json::value body = boost::json::parse(webhook.received.body);
    const boost::json::value& data = body.at("data");
    return fmt::format("{} on order {}", data.at("defect_type").get_string().c_str(),
                       data.at("order_id").get_string().c_str());
}

/// Prints that a webhook was received.  Throws std::runtime_error when its signature is not valid.
void say_received(const answered_webhook& webhook)
{
    if (!is_verified(webhook))
        throw std::runtime_error("the receiver could not verify a signature");
    say("received", fmt::format("{} {}: signature verified, answered {}", webhook.received.type,
                                webhook.received.id, webhook.status));
}

/// The steps of the demo, in order.  Each throws std::runtime_error when defectd does not do what it should.
class demo_script {
public:
    demo_script(demo_environment& set, const std::string& configuration_path, const std::string& log_path)
        : set_(set), configuration_path_(configuration_path), log_path_(log_path)
    {
    }

    task<void> run()
    {
        co_await record_baseline();
        co_await announce_new_defect();
        co_await retry_after_failure();
        co_await survive_kill();
        check_nothing_lost();
        const int ended = daemon_->end_by(SIGTERM);
        say("stopped", fmt::format("defectd finished its deliveries and exited with {}", ended));
        if (ended != exit_code::ok)
            throw std::runtime_error("defectd did not stop cleanly; see " + log_path_);
        print_out(next_step());
    }

private:
    /// Step 1: the first report is recorded, and none of its defects is announced.
    task<void> record_baseline()
    {
        set_.put_report(0);
        say("new file", "order-defects-1.csv: three orders with a defect, open for weeks");
        daemon_.emplace(configuration_path_, log_path_);
        say("started",
            fmt::format("defectd run (pid {}), receiver on 127.0.0.1:{}", daemon_->pid(), set_.port()));
        const demo_environment::condition fits = of_type("baseline.recorded", ok_status);
        const answered_webhook webhook = co_await set_.next_webhook(fits);
        say("found", "the first report is the baseline: 3 defects recorded, none announced");
        say_received(webhook);
    }

    /// Step 2: a new defect is announced to both receivers.
    task<void> announce_new_defect()
    {
        set_.put_report(1);
        say("new file", "order-defects-2.csv: one more order");
        const demo_environment::condition fits = of_type("defect.created", ok_status);
        const answered_webhook webhook = co_await set_.next_webhook(fits);
        say("found", defect_in(webhook));
        say_received(webhook);
        show(webhook.request);
        const server_request message = co_await set_.first_slack_message();
        say("in Slack", "the same event, as sent to a subscriber with `format: slack`");
        show(message);
    }

    /// Step 3: the receiver fails, and the same event is sent again.
    task<void> retry_after_failure()
    {
        set_.answer_with(out_of_order);
        set_.put_report(2);
        say("new file", "order-defects-3.csv, while the receiver is failing");
        const demo_environment::condition refused = of_type("defect.created", out_of_order);
        const answered_webhook first = co_await set_.next_webhook(refused);
        say("rejected",
            fmt::format("{}: the receiver answered {}; defectd will retry", defect_in(first), first.status));
        set_.answer_with(ok_status);
        const demo_environment::condition retried = again(first);
        const answered_webhook second = co_await set_.next_webhook(retried);
        say_received(second);
    }

    /// Step 4: the daemon is killed with an event not yet delivered, and a new one sends it.
    task<void> survive_kill()
    {
        set_.answer_with(out_of_order);
        set_.put_report(3);
        const demo_environment::condition refused = of_type("defect.created", out_of_order);
        const answered_webhook first = co_await set_.next_webhook(refused);
        daemon_->end_by(SIGKILL);
        say("killed", fmt::format("kill -9 with {} not yet delivered", defect_in(first)));
        set_.answer_with(ok_status);
        daemon_.emplace(configuration_path_, log_path_);
        const demo_environment::condition retried = again(first);
        const answered_webhook second = co_await set_.next_webhook(retried);
        say("restarted", "the same event, with the same webhook-id:");
        say_received(second);
    }

    /// Checks that each event was accepted exactly once.
    void check_nothing_lost() const
    {
        constexpr std::size_t expected = 4;  // a baseline and three defects
        std::vector<std::string> delivered;
        for (const answered_webhook& webhook : set_.webhooks())
            if (webhook.status == ok_status)
                delivered.push_back(webhook.received.id);
        if (delivered.size() != expected)
            throw std::runtime_error(
                fmt::format("{} webhooks accepted, {} expected", delivered.size(), expected));
        say("summary", "4 events, 4 delivered once each, 0 lost, every signature verified");
    }

    demo_environment& set_;
    std::string configuration_path_;
    std::string log_path_;
    std::optional<child_process> daemon_;
};

}  // namespace

int run_demo()
{
    asio::io_context loop{1};
    const auto clock = make_system_clock();
    demo_environment set(loop.get_executor(), *clock);
    demo_script script(set, set.configuration_path(), set.log_path());
    std::exception_ptr failure;
    asio::co_spawn(loop, script.run(), [&](std::exception_ptr broken) {
        failure = std::move(broken);
        loop.stop();
    });
    loop.run();
    if (!failure) {
        set.clear();
        return exit_code::ok;
    }
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        print_message(fmt::format("the demo failed: {}; its files are in {}", error.what(), set.folder()));
        return exit_code::failed;
    }
}

}  // namespace defectd
