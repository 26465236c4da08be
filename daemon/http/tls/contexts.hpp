// Which TLS context a request is sent under.
#ifndef DEFECTD_HTTP_TLS_CONTEXTS_HPP
#define DEFECTD_HTTP_TLS_CONTEXTS_HPP

#include <memory>
#include <string>
#include <unordered_map>

#include "defectd/runtime/http_client.hpp"
#include "tls/context.hpp"

namespace defectd {

/// Loop thread only.  It must outlive the connections made with its contexts.  A context is made when it is first
/// needed: an idle daemon has none.
class tls_contexts {
public:
    /// @param ca_file  the CAs of those who have none of their own; see tls_context::trust_file
    explicit tls_contexts(std::string ca_file) : ca_file_(std::move(ca_file)) {}

    /// Returns the context of the request's pool.  Pools without certificates of their own share one, which holds
    /// nothing of any of them.  The error is for the operator.
    [[nodiscard]] result<tls_context*, text_error> of(const post_request& request);

private:
    /// Returns the context of all pools without certificates of their own.
    [[nodiscard]] result<tls_context*, text_error> common();
    [[nodiscard]] result<std::unique_ptr<tls_context>, text_error> made_of(const tls_identity& identity);

    std::string ca_file_;
    std::unique_ptr<tls_context> common_;
    std::unordered_map<std::string, std::unique_ptr<tls_context>> own_;  ///< by pool
};

}  // namespace defectd

#endif
