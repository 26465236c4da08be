// The receiving end of a webhook, for `listen` and `demo`: it verifies signatures as any receiver should.
#ifndef DEFECTD_APP_RECEIVER_HPP
#define DEFECTD_APP_RECEIVER_HPP

#include <functional>
#include <optional>
#include <string>

#include "defectd/http/server.hpp"
#include "defectd/webhook/signing.hpp"

namespace defectd {

/// One POST as it arrived.
struct received_webhook {
    std::string id;
    std::string type;  ///< of the body; empty when it is not JSON with a type
    std::string body;
    std::optional<signature_check> signature;  ///< nullopt without a secret to verify with
    timestamp at;
};

/// Reads and verifies a request.
/// @param key  nullopt: nothing is verified
[[nodiscard]] received_webhook receive(const server_request& request, const std::optional<secret>& key,
                                       timestamp now);

/// Reads a whsec_ secret from a file.  Throws an error that says what to do: std::system_error when the file cannot
/// be read, std::runtime_error when it does not contain a secret.
[[nodiscard]] secret read_secret_file(const std::string& path);

}  // namespace defectd

#endif
