// Short ways to say what the contract tests put in and take out.
#ifndef DEFECTD_TESTS_STORE_CONTRACT_SAMPLES_HPP
#define DEFECTD_TESTS_STORE_CONTRACT_SAMPLES_HPP

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/store/store.hpp"
#include "support/newest_events.hpp"

namespace defectd::samples {

/// `seconds` after 2026-11-23T11:00:00Z.
[[nodiscard]] timestamp at(int seconds);

/// acme on Amazon.com.
[[nodiscard]] report_scope us_scope(fulfillment channel = fulfillment::mfn);

[[nodiscard]] event make_event(std::string_view name, timestamp when = at(0));
[[nodiscard]] outbox_event news(std::string_view name, std::vector<std::string> subscribers,
                                timestamp when = at(0));

/// An open defect of us_scope().
[[nodiscard]] tracked_defect open_defect(std::string_view order_id,
                                         defect_type type = defect_type::a_to_z_claim);

/// Nothing but the scope, the version it now has in `db`, and the time.
[[nodiscard]] collection_commit next_commit(store& db, const report_scope& scope = us_scope(),
                                            timestamp now = at(0));

/// Commits an event for each name to `subscribers`, due `when`.
void emit(store& db, std::initializer_list<std::string_view> names,
          const std::vector<std::string>& subscribers, timestamp when = at(0));

/// A claim of up to `count` for each subscriber, by "one", with a lease of a minute.
[[nodiscard]] claim_request claim_for(std::vector<std::string> subscribers, timestamp now, int count = 100);

/// When what stands first for the subscriber is due, as that round told; nullopt when nothing does.
/// @pre  the round told of the subscriber
[[nodiscard]] std::optional<timestamp> next_due(const claim_result& round, std::string_view subscriber);
/// Of whom the round told.
[[nodiscard]] std::vector<std::string> subscribers_changed(const claim_result& round);

[[nodiscard]] attempt_record delivered(const claimed_delivery& claimed, timestamp ended = at(1));
[[nodiscard]] attempt_record retried(const claimed_delivery& claimed, timestamp due, timestamp ended = at(1));
[[nodiscard]] attempt_record exhausted(const claimed_delivery& claimed, timestamp ended = at(1));
[[nodiscard]] attempt_record cut_off(const claimed_delivery& claimed, timestamp due);

[[nodiscard]] round_results round_of(std::vector<attempt_record> attempts, timestamp now = at(1));

/// Claims all that is due for the subscriber and ends it as delivered; gives the names of the events.
std::vector<std::string> deliver_all(store& db, std::string_view subscriber, timestamp now = at(1));

/// The ids of the events, without "evt_".
[[nodiscard]] std::vector<std::string> names_of(const std::vector<claimed_delivery>& claimed);
[[nodiscard]] std::vector<std::string> names_of(const std::vector<event>& events);
[[nodiscard]] std::vector<std::string> names_of(const std::vector<numbered_event>& events);
[[nodiscard]] std::vector<std::string> names_of(const std::vector<delivery_record>& deliveries);

/// Not in order, each at the URL it always had.
void set_subscribers(store& db, const std::vector<std::string>& names, timestamp now = at(0));
/// One alone, in order.
void set_in_order(store& db, std::string_view name, timestamp now = at(0));

/// The health of `name`; REQUIREs that it is set.
[[nodiscard]] subscriber_health health_of(store& db, std::string_view name);

/// The line of `name` in the overview; its defaults when there is none.
[[nodiscard]] subscriber_overview look_at(store& db, std::string_view name, timestamp now);

}  // namespace defectd::samples

#endif
