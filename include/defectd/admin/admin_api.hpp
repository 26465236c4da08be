// The HTTP API on the unix socket: how the command line and scripts look into the running daemon.
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

/// What the API shows and moves; everything must outlive it.
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
    /// One collection of the named source now; the name is one of the configuration's.
    std::function<task<std::vector<collected_file>>(std::string source, collect_request request)> collect;
};

/// Loop thread only.
class admin_api {
public:
    explicit admin_api(admin_deps deps) : deps_(std::move(deps)) {}

    /// Answers one request.  Errors are RFC 9457 problems with a stable `code`.
    [[nodiscard]] task<server_response> answer(server_request request);

private:
    admin_deps deps_;
};

/// A collection as the API and `collect --json` tell it:
/// {"collections": [{file, account, …, outcome, reason, message, line, rows, …}], "events": [{id, type, …}]}.
[[nodiscard]] std::string collected_json(const std::string& source,
                                         std::span<const collected_file> collected);

}  // namespace defectd

#endif
