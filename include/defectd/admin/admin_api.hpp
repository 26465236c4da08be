// The HTTP API on the Unix socket, through which the command line and scripts see and control the running daemon.
// docs/api.md describes its routes, their parameters and their documents.
#ifndef DEFECTD_ADMIN_ADMIN_API_HPP
#define DEFECTD_ADMIN_ADMIN_API_HPP

#include <functional>
#include <span>
#include <string>

#include "defectd/collect/cycle.hpp"
#include "defectd/config/configuration.hpp"
#include "defectd/dispatch/dispatcher.hpp"
#include "defectd/http/server.hpp"
#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/runtime/log.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/store/store_worker.hpp"

namespace defectd {

/// What the API reads and controls.  Everything referred to must outlive it.
struct admin_deps {
    defectd::clock& clock;
    log_sink& log;
    random_source& random;
    store_worker& store;
    http_client& http;    ///< for pings
    dispatcher& sending;  ///< of the configuration's subscribers
    const configuration& config;
    timestamp started_at;
    uid_t own_uid = 0;  ///< apart from root, the only user who is let in
    /// Collects the named source once, now, and returns a result per report file.  The source must be one of the
    /// configuration's.
    std::function<task<std::vector<collected_file>>(std::string source, collect_request request)> collect;
};

/// Used on the loop thread only; several requests may be answered at the same time.
class admin_api {
public:
    explicit admin_api(admin_deps deps) : deps_(std::move(deps)) {}

    /// Answers one request.  An error is a problem document (RFC 9457) with a stable `code`: 403 for another user,
    /// 404 and 405 for an unknown route or method, 400 for bad parameters, 503 while the store does not work.
    [[nodiscard]] task<server_response> answer(server_request request);

private:
    admin_deps deps_;
};

/// Returns the result of a collection as the API and `collect --json` show it:
/// {"source": …, "collections": [{file, account, …, outcome, reason, message, line, rows, …}],
///  "events": [{id, type, …}]}.  The events are byte for byte as they are sent.
[[nodiscard]] std::string collected_json(const std::string& source,
                                         std::span<const collected_file> collected);

}  // namespace defectd

#endif
