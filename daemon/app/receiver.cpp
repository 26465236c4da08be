#include "receiver.hpp"

#include <boost/json/parse.hpp>

#include <stdexcept>
#include <system_error>

#include "configuration_file.hpp"

namespace defectd {
namespace {

/// Returns the `type` of a body; empty when it has none or is not JSON.
std::string type_of(const std::string& body)
{
    boost::system::error_code not_json;
    const boost::json::value document = boost::json::parse(body, not_json);
    if (not_json || !document.is_object())
        return {};
    const boost::json::value* const type = document.get_object().if_contains("type");
    return type != nullptr && type->is_string() ? std::string(type->get_string().c_str()) : std::string();
}

}  // namespace

received_webhook receive(const server_request& request, const std::optional<secret>& key, timestamp now)
{
    received_webhook received;
    received.id = request.header("webhook-id");
    received.type = type_of(request.body);
    received.body = request.body;
    received.at = now;
    const received_signature headers{request.header("webhook-id"), request.header("webhook-timestamp"),
                                     request.header("webhook-signature")};
    // The signature covers the body as received: a body that was parsed and written again would not match.
    if (key)
        received.signature = verify_standard(*key, headers, request.body, now);
    return received;
}

secret read_secret_file(const std::string& path)
{
    auto content = real_environment().read_file(path);
    if (!content)
        throw std::system_error(std::make_error_code(std::errc::io_error),
                                path + ": " + content.error().what +
                                    "; create one with `defectd secret new > FILE`");
    std::string text = std::move(content->bytes);
    if (text.ends_with('\n'))
        text.pop_back();
    auto key = parse_symmetric_secret(text);
    if (!key)
        throw std::runtime_error(path + ": " + key.error().what);
    return std::move(*key);
}

}  // namespace defectd
