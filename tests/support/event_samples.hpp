// The facts of the collection most event tests speak of.
#ifndef DEFECTD_TESTS_SUPPORT_EVENT_SAMPLES_HPP
#define DEFECTD_TESTS_SUPPORT_EVENT_SAMPLES_HPP

#include "defectd/event/event.hpp"
#include "support/defect_samples.hpp"

namespace defectd::test {

[[nodiscard]] inline collection_facts acme_facts()
{
    return {.scope = {.account = "acme", .marketplace_id = "ATVPDKIKX0DER", .channel = fulfillment::mfn},
            .source = "acme-us-mfn",
            .report_sha256 = std::string(64, '0'),
            .collected_at = at("2026-11-23T10:59:59.5Z"),
            .rows = 12,
            .days = window_on(day("2026-11-23"), {}),
            .rule = {},
            .now = at("2026-11-23T11:00:00.123Z")};
}

/// An A-to-z claim first seen at 11:00:00.123.
[[nodiscard]] inline defect_change claim_change(change_kind kind)
{
    defect_change change;
    change.kind = kind;
    change.defect.key = {"114-9015286-0066649", defect_type::a_to_z_claim};
    change.defect.order_date = day("2026-10-20");
    change.defect.value = "X";
    change.defect.channel = fulfillment::mfn;
    change.defect.first_seen_at = at("2026-11-23T11:00:00.123Z");
    return change;
}

}  // namespace defectd::test

#endif
