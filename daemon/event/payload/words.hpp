// The English of messages: names, times, rates.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_WORDS_HPP
#define DEFECTD_EVENT_PAYLOAD_WORDS_HPP

#include <string>
#include <string_view>

#include "defectd/base/time.hpp"
#include "payload/facts.hpp"
#include "payload/message.hpp"

namespace defectd::payloads {

/// "A-to-z claim" for "a_to_z_claim"; a word we do not know stays as it is.
[[nodiscard]] std::string defect_noun(std::string_view defect_type);

/// "seller" for "MFN"; empty when unknown.
[[nodiscard]] std::string shipper(std::string_view fulfillment);

/// "2026-11-25 11:00 UTC".  A fraction of a minute is dropped: a deadline may only come out earlier.
[[nodiscard]] std::string minute_of(timestamp at);

/// The same of an RFC 3339 text; the text itself when it is none.
[[nodiscard]] std::string minute_of(std::string_view rfc3339);

/// "0.857 %" for 0.00857: at most three decimals, never rounded up over a limit that was not reached.
[[nodiscard]] std::string percent(double share);

/// "0.857 %, limit 1 % (12 of 1400 orders)" from the members of `odr`; empty when the rate is not known.
[[nodiscard]] std::string rate_text(const event_facts& facts);

/// "acme (US)", or what of it is known.
[[nodiscard]] std::string account_text(const event_facts& facts);

/// Adds a fact unless its name or value is empty: receivers refuse those.
void add_fact(message& msg, std::string_view label, std::string value);

/// Adds a field; an empty value becomes "-".
void add_field(message& msg, std::string_view name, std::string value);

/// Adds `account`, `marketplace`, `marketplace_id` and `source`.
void add_scope_fields(message& msg, const event_facts& facts);

/// Adds `rate`, `target`, `orders` and `orders_with_defects`.
void add_rate_fields(message& msg, const event_facts& facts);

}  // namespace defectd::payloads

#endif
