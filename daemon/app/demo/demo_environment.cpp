#include "demo_environment.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "cli/console.hpp"
#include "defectd/runtime/random.hpp"
#include "sample_reports.hpp"

namespace defectd {
namespace {

namespace fs = std::filesystem;

/// How long the demo waits for a webhook.
constexpr duration patience = std::chrono::seconds{30};
constexpr std::size_t secret_bytes = 32;

/// The configuration.  The retries follow quickly, so that the demo takes seconds.
constexpr const char* configuration_text = R"(state_directory: state
egress: {{allow_networks: [127.0.0.0/8], allow_ports: [{port}], allow_http: true}}
sources:
  - {{name: demo-reports, kind: file, path: "reports/*.csv", account: demo, marketplace: US, fulfillment: MFN}}
subscribers:
  - name: demo-receiver
    url: http://127.0.0.1:{port}/webhooks
    events: ["*"]
    signing: [{{scheme: standard, secret_file: receiver.secret}}]
    retry: {{schedule: [1s, 1s, 2s, 5s, 10s], jitter: 0.1}}
  - name: demo-chat
    url: http://127.0.0.1:{port}{slack_path}
    format: slack
    defect_types: [a_to_z_claim]
)";
/// By its path the server knows which of its two receivers is meant.
constexpr std::string_view slack_path = "/slack";

/// Creates a folder that only this user can read, and returns its path.
std::string make_folder()
{
    std::string path = (fs::temp_directory_path() / "defectd-demo-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), "cannot create a folder for the demo");
    fs::create_directory(path + "/reports");
    return path;
}

/// Writes a file that only this user can read: a secret that others can read causes a warning.
void write_private_file(const std::string& path, const std::string& text)
{
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    if (!out)
        throw std::runtime_error("cannot write " + path);
}

}  // namespace

demo_environment::demo_environment(const asio::any_io_executor& loop, clock& clock)
    : clock_(clock), arrived_(loop), folder_(make_folder())
{
    const std::string secret_text = symmetric_secret_text(make_system_random()->bytes(secret_bytes));
    write_private_file(folder_ + "/receiver.secret", secret_text + "\n");
    // Read as every receiver reads its secret, so that the demo takes the same path.
    key_ = read_secret_file(folder_ + "/receiver.secret");
    // The server first, because the configuration needs the port that it got.
    server_ = serve_tcp(
        loop, "127.0.0.1", 0, [this](server_request request) { return answer(std::move(request)); }, {},
        print_message);
    write_private_file(configuration_path(),
                       fmt::format(configuration_text, fmt::arg("port", server_->port()),
                                   fmt::arg("slack_path", slack_path)));
}

demo_environment::~demo_environment() = default;

void demo_environment::put_report(int step)
{
    const std::string name = fmt::format("order-defects-{}.csv", step + 1);
    const std::string aside = folder_ + "/" + name;
    write_private_file(aside, sample_report(step, date_of(clock_.now())));
    // The daemon must never see a report that is half written.
    fs::rename(aside, folder_ + "/reports/" + name);
}

task<server_response> demo_environment::answer(server_request request)
{
    server_response response = request.target == slack_path ? answer_as_slack(std::move(request))
                                                            : answer_as_receiver(std::move(request));
    // After the request was stored: wait_for() looks at the lists again.
    arrived_.notify();
    co_return response;
}

server_response demo_environment::answer_as_slack(server_request request)
{
    slack_messages_.push_back(std::move(request));
    server_response response;
    response.content_type = "text/plain";
    response.body = "ok";
    return response;
}

server_response demo_environment::answer_as_receiver(server_request request)
{
    received_webhook received = receive(request, key_, clock_.now());
    webhooks_.push_back({std::move(request), std::move(received), status_});
    server_response response;
    response.status = status_;
    return response;
}

task<void> demo_environment::wait_for(const std::function<bool()>& came, std::string_view what)
{
    const timestamp until = clock_.now() + patience;
    while (!came()) {
        if (clock_.now() >= until)
            throw std::runtime_error(fmt::format("the next {} did not arrive within {}; see {}", what,
                                                 to_text(patience), log_path()));
        co_await arrived_.wait_until(clock_, until);
    }
}

task<answered_webhook> demo_environment::next_webhook(condition fits)
{
    std::optional<answered_webhook> found;
    const std::function<bool()> came = [&] {
        // Each webhook is offered once, so that a step cannot take one of an earlier step for its own.
        while (!found && looked_at_ < webhooks_.size())
            if (fits(webhooks_[looked_at_++]))
                found = webhooks_[looked_at_ - 1];
        return found.has_value();
    };
    co_await wait_for(came, "webhook");
    co_return std::move(*found);
}

task<server_request> demo_environment::first_slack_message()
{
    const std::function<bool()> came = [this] { return !slack_messages_.empty(); };
    co_await wait_for(came, "Slack message");
    co_return slack_messages_.front();
}

void demo_environment::clear()
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

}  // namespace defectd
