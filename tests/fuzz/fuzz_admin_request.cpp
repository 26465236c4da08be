// Reads any bytes as one request on the admin socket and has the API answer it, over an in-memory store with events,
// deliveries and two subscribers.  No request makes the API throw; every answer has a status of docs/api.md and a JSON
// document; only a POST that is answered 200 changes what the API shows.
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "defectd/admin/admin_api.hpp"
#include "defectd/base/assert.hpp"
#include "server/message.hpp"
#include "server/request_parser.hpp"
#include "support/daemon_rig.hpp"

using namespace defectd;

namespace {

namespace json = boost::json;

constexpr uid_t daemon_uid = 1234;
const timestamp start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

/// One commit with two events for both subscribers.
collection_commit two_events()
{
    collection_commit commit;
    commit.record.scope = {"acme", "US", fulfillment::mfn};
    commit.record.source = "acme-us";
    commit.now = start;
    for (const char* const id : {"evt_1", "evt_2"}) {
        event ev;
        ev.id = id;
        ev.type = "defect.created";
        ev.at = start;
        ev.account = commit.record.scope.account;
        ev.body = R"({"type":"defect.created","timestamp":"2026-11-23T00:00:00.000Z","data":{}})";
        commit.events.push_back({std::move(ev), {"desk", "night"}});
    }
    return commit;
}

/// The API with all that it needs; the clock stands still.
class api_bench {
public:
    api_bench()
    {
        config_.subscribers = rig_.subscribers;
        config_.sources.emplace_back().name = "acme-us";
        DEFECTD_ASSERT(rig_.db->commit_collection(two_events()));
        shown_ = everything();
    }

    [[nodiscard]] server_response ask(server_request request)
    {
        server_response response;
        request.peer_uid = daemon_uid;
        run_task(rig_.loop, [&]() -> task<void> { response = co_await api_.answer(std::move(request)); });
        return response;
    }

    [[nodiscard]] bool is_unchanged() { return everything() == shown_; }

private:
    [[nodiscard]] std::string everything()
    {
        std::string text;
        for (const char* const target :
             {"/api/v1/status", "/api/v1/deliveries/1", "/api/v1/deliveries", "/api/v1/events"}) {
            server_request request;
            request.method = "GET";
            request.target = target;
            text += ask(std::move(request)).body;
        }
        return text;
    }

    static task<std::vector<collected_file>> collect_nothing(std::string, collect_request)
    {
        co_return std::vector<collected_file>();
    }

    daemon_rig rig_{{subscriber_named("desk"), subscriber_named("night")}, start};
    configuration config_;
    dispatcher sending_{
        rig_.loop.get_executor(),
        {rig_.clock, rig_.log, rig_.random, rig_.db_worker, rig_.http, rig_.subscribers, 256, "fuzz"}};
    admin_api api_{{.clock = rig_.clock,
                    .log = rig_.log,
                    .random = rig_.random,
                    .store = rig_.db_worker,
                    .http = rig_.http,
                    .sending = sending_,
                    .config = config_,
                    .started_at = start,
                    .own_uid = daemon_uid,
                    .collect = collect_nothing}};
    std::string shown_;
};

/// The request as a session of the server reads it; nullopt when it is not whole or breaks the rules.
std::optional<server_request> request_in(std::string_view bytes, std::size_t step)
{
    request_parser parser{http_server_options{}};
    boost::beast::flat_buffer received;
    while (!bytes.empty() && !parser.is_done()) {
        const std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        received.commit(boost::asio::buffer_copy(received.prepare(piece.size()), boost::asio::buffer(piece)));
        boost::system::error_code error;
        received.consume(parser.put(received.data(), error));
        if (error && error != boost::beast::http::error::need_more)
            return std::nullopt;
    }
    return parser.is_done() ? std::optional(parser.take()) : std::nullopt;
}

void check_answer(const server_response& response)
{
    constexpr std::array known{200, 400, 404, 405, 409};
    DEFECTD_ASSERT(std::ranges::find(known, response.status) != known.end());
    DEFECTD_ASSERT(!response_bytes(response, after_answer::close, body_part::send).empty());
    const json::object document = json::parse(response.body).as_object();
    if (response.status == 200) {
        DEFECTD_ASSERT(response.content_type == "application/json");
        return;
    }
    DEFECTD_ASSERT(response.content_type == "application/problem+json");
    DEFECTD_ASSERT(document.at("status") == response.status);
    DEFECTD_ASSERT(!document.at("code").as_string().empty() && !document.at("detail").as_string().empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static std::unique_ptr<api_bench> bench = std::make_unique<api_bench>();
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    auto request = request_in(text, text.size());
    const auto in_pieces = request_in(text, 7);
    DEFECTD_ASSERT(request.has_value() == in_pieces.has_value());
    if (!request)
        return 0;
    DEFECTD_ASSERT(request->method == in_pieces->method && request->target == in_pieces->target);
    DEFECTD_ASSERT(request->headers == in_pieces->headers && request->body == in_pieces->body);

    const bool is_command = request->method == "POST";
    const server_response response = bench->ask(std::move(*request));
    check_answer(response);
    if (is_command && response.status == 200)
        bench = std::make_unique<api_bench>();
    else
        DEFECTD_ASSERT(bench->is_unchanged());
    return 0;
}
