// The environment of the demo: a folder with a configuration, a secret and reports, and a local server that is two
// receivers, one of webhooks, which can be made to fail, and one of Slack messages.
#ifndef DEFECTD_APP_DEMO_DEMO_ENVIRONMENT_HPP
#define DEFECTD_APP_DEMO_DEMO_ENVIRONMENT_HPP

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/http/server.hpp"
#include "defectd/runtime/async_event.hpp"
#include "defectd/runtime/clock.hpp"
#include "receiver.hpp"

namespace defectd {

/// A webhook and what the receiver answered.
struct answered_webhook {
    server_request request;
    received_webhook received;
    int status = 200;
};

/// Used on the loop thread only.
class demo_environment {
public:
    /// Creates the folder and starts the server.  Throws std::system_error or std::runtime_error.
    demo_environment(const asio::any_io_executor& loop, clock& clock);
    ~demo_environment();
    demo_environment(const demo_environment&) = delete;
    demo_environment& operator=(const demo_environment&) = delete;

    /// Puts the report of a step into the folder as it should be done: it is written elsewhere and then moved.
    void put_report(int step);

    /// Sets the status with which the receiver of webhooks answers from now on.
    void answer_with(int status) { status_ = status; }

    /// Returns the next webhook that fits, among those no earlier call has looked at.  Waits for it at most 30 s;
    /// throws std::runtime_error when it does not come.
    using condition = std::function<bool(const answered_webhook&)>;
    [[nodiscard]] task<answered_webhook> next_webhook(condition fits);

    /// Returns the first Slack message, for which it waits in the same way.
    [[nodiscard]] task<server_request> first_slack_message();

    /// Returns every webhook so far, in the order in which they came.
    [[nodiscard]] const std::vector<answered_webhook>& webhooks() const noexcept { return webhooks_; }
    [[nodiscard]] std::string configuration_path() const { return folder_ + "/defectd.yaml"; }
    [[nodiscard]] std::string log_path() const { return folder_ + "/defectd.log"; }
    [[nodiscard]] const std::string& folder() const noexcept { return folder_; }
    [[nodiscard]] std::uint16_t port() const noexcept { return server_->port(); }

    /// Removes the folder.  Without this call it stays, so that a failed demo can be examined.
    void clear();

private:
    [[nodiscard]] task<server_response> answer(server_request request);
    [[nodiscard]] server_response answer_as_slack(server_request request);
    [[nodiscard]] server_response answer_as_receiver(server_request request);
    [[nodiscard]] task<void> wait_for(const std::function<bool()>& came, std::string_view what);

    clock& clock_;
    async_event arrived_;
    std::string folder_;
    std::optional<secret> key_;
    std::unique_ptr<http_server> server_;
    std::vector<answered_webhook> webhooks_;
    std::vector<server_request> slack_messages_;
    std::size_t looked_at_ = 0;
    int status_ = 200;
};

}  // namespace defectd

#endif
