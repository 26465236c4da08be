// The content of one POST: one delivery, or several in a digest.  Pure.
#ifndef DEFECTD_DISPATCH_MESSAGE_HPP
#define DEFECTD_DISPATCH_MESSAGE_HPP

#include <deque>
#include <string>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/store/store.hpp"

namespace defectd {

/// A message to one subscriber.
struct message {
    std::vector<claimed_delivery> deliveries;  ///< at least one; their bodies are in `content`
    payload_form form = payload_form::digest;
    std::string id;  ///< the webhook-id
    payload content;

    [[nodiscard]] bool is_digest() const noexcept { return deliveries.size() > 1; }
};

/// Returns the form to try after a rejected one; nullopt when none is left.
[[nodiscard]] std::optional<payload_form> next_form(const message& refused,
                                                    const subscriber_config& subscriber);

/// Takes deliveries from the front of `waiting` and returns the message made of them: one, or as many as a digest
/// holds.
/// @pre  `waiting` is not empty
[[nodiscard]] message next_message(const subscriber_config& subscriber, std::deque<claimed_delivery>& waiting,
                                   payload_form form);

/// Returns the request, signed at `now`.  Moves the content out of the message.
[[nodiscard]] post_request request_for(const subscriber_config& subscriber, message& carried, timestamp now);

}  // namespace defectd

#endif
