// Standard Webhooks: the kept body as it is.
#include "payload/formats.hpp"

namespace defectd::payloads {

payload make_standard(const payload_rules& /*rules*/, const kept_event& told)
{
    return {.content_type = "application/json", .headers = {}, .body = std::string(told.body)};
}

}  // namespace defectd::payloads
