#include "defectd/webhook/url.hpp"
#include "url_reasons.hpp"

namespace defectd {

result<proxy_address, text_error> parse_proxy_url(std::string_view text)
{
    const auto refused = [](std::string_view reason) { return text_error{std::string(reason)}; };
    if (text.find('@') != std::string_view::npos)
        return refused(url_reasons::proxy_user_info);
    auto url = parse_endpoint_url(text);
    if (!url)
        return url.error();
    if (url->tls)
        return refused(url_reasons::proxy_tls);
    if (url->target != "/")
        return refused(url_reasons::proxy_target);
    return proxy_address{std::move(url->host), url->port};
}

}  // namespace defectd
