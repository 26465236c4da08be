#include "masked_answer.hpp"

#include "defectd/webhook/answer_mask.hpp"

namespace defectd {
namespace {

answer_mask mask_of(const subscriber_config& subscriber)
{
    answer_mask mask;
    mask.add(subscriber.url);
    mask.add(subscriber.payload.routing_key.reveal());
    for (const signing_key& key : subscriber.signing)
        mask.add(key);
    for (const secret& value : subscriber.secret_header_values)
        mask.add(value.reveal());
    return mask;
}

}  // namespace

void mask_answer(post_outcome& outcome, const subscriber_config& subscriber)
{
    auto* const response = std::get_if<post_response>(&outcome);
    if (response == nullptr || response->body_head.empty())
        return;
    const bool is_cut = response->body_head.size() >= max_body_head_bytes;
    response->body_head = mask_of(subscriber).masked(response->body_head, is_cut);
}

}  // namespace defectd
