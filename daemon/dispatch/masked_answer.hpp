// What people may read of a receiver's answer.  Pure.
#ifndef DEFECTD_DISPATCH_MASKED_ANSWER_HPP
#define DEFECTD_DISPATCH_MASKED_ANSWER_HPP

#include "defectd/config/configuration.hpp"
#include "defectd/runtime/http_client.hpp"

namespace defectd {

/// Masks the subscriber's secrets in the answer: its signing keys, path and query of its URL, the values of
/// `header_files`, its routing key.  Judge the answer before.
void mask_answer(post_outcome& outcome, const subscriber_config& subscriber);

}  // namespace defectd

#endif
