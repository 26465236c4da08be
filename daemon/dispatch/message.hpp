// What one POST carries: a delivery, or several folded into a digest.  Pure.
#ifndef DEFECTD_DISPATCH_MESSAGE_HPP
#define DEFECTD_DISPATCH_MESSAGE_HPP

#include <deque>
#include <string>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

struct message {
    std::vector<claimed_delivery> deliveries;  ///< at least one; without their bodies
    payload_form form = payload_form::digest;
    std::string id;  ///< the webhook-id
    payload content;

    [[nodiscard]] bool is_digest() const noexcept { return deliveries.size() > 1; }
};

/// The form after that of one that was refused; nullopt when there is none left.
[[nodiscard]] std::optional<payload_form> next_form(const message& refused,
                                                    const subscriber_config& subscriber);

/// Takes from the front what goes into one message.
/// @pre  `waiting` is not empty
[[nodiscard]] message next_message(const subscriber_config& subscriber, std::deque<claimed_delivery>& waiting,
                                   payload_form form);

/// Signed at `now`.  Takes the content out of the message.
[[nodiscard]] post_request request_for(const subscriber_config& subscriber, message& carried, timestamp now);

}  // namespace defectd

#endif
