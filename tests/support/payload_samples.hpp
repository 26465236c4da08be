// One event of every type, as the store keeps it, for tests of what is posted.
#ifndef DEFECTD_TESTS_SUPPORT_PAYLOAD_SAMPLES_HPP
#define DEFECTD_TESTS_SUPPORT_PAYLOAD_SAMPLES_HPP

#include <string>
#include <vector>

#include "defectd/event/payload.hpp"
#include "support/event_samples.hpp"

namespace defectd::test {

/// Owns what a kept_event only views.
struct sample_event {
    std::string id;
    std::string type;
    timestamp at;
    std::string body;

    sample_event() = default;
    explicit sample_event(const event& made) : id(made.id), type(made.type), at(made.at), body(made.body) {}
    sample_event(std::string of_type, const std::string& data)
        : id("evt_" + std::string(26, '0')), type(std::move(of_type)), at(acme_facts().now),
          body(R"({"type":")" + type + R"(","timestamp":"2026-11-23T11:00:00.123Z","data":)" + data + '}')
    {
    }

    [[nodiscard]] stored_event stored() const { return {.id = id, .type = type, .at = at, .body = body}; }
};

inline constexpr std::string_view rate_of_report =
    R"("odr":{"orders_with_defects":12,"orders":1400,"rate":0.00857,"target":0.01})";

[[nodiscard]] inline sample_event defect_sample(change_kind kind,
                                                defect_type type = defect_type::a_to_z_claim)
{
    defect_change change = claim_change(kind);
    change.defect.key.type = type;
    change.others = {type == feedback ? claim : feedback};
    if (kind == change_kind::updated)
        change.previous.value = "W";
    if (kind == change_kind::cleared || kind == change_kind::expired)
        change.defect.missing_since = at("2026-11-23T11:00:00.123Z");
    sample_event made(make_defect_event(change, acme_facts()));
    const std::string unknown =
        R"("odr":{"orders_with_defects":null,"orders":null,"rate":null,"target":null})";
    if (const std::size_t found = made.body.find(unknown); found != std::string::npos)
        made.body.replace(found, unknown.size(), rate_of_report);
    return made;
}

[[nodiscard]] inline sample_event collection_sample(std::string_view type, std::string message = "")
{
    return sample_event(make_collection_event({.type = type,
                                               .source = "acme-us-mfn",
                                               .scope = parts_of(acme_facts().scope),
                                               .reason = message.empty() ? "" : "truncated",
                                               .message = std::move(message),
                                               .file = "/srv/reports/acme.csv",
                                               .line = 7,
                                               .sequence = 1,
                                               .now = acme_facts().now}));
}

[[nodiscard]] inline sample_event rate_sample(const std::string& threshold, const std::string& direction)
{
    return {"odr.threshold_crossed",
            R"({"account":"acme","marketplace_id":"ATVPDKIKX0DER","fulfillment":"MFN",)"
            R"("source":"acme-us-mfn","threshold":")" +
                threshold + R"(","direction":")" + direction + "\"," + std::string(rate_of_report) + "}"};
}

/// Every type, in the order of docs/events.md, and one that this version does not know.
[[nodiscard]] inline std::vector<sample_event> one_of_each()
{
    const timestamp now = acme_facts().now;
    defect_counts counts;
    counts.orders = 5;
    counts.by_type[0] = 3;
    return {defect_sample(change_kind::created),
            defect_sample(change_kind::created, chargeback),
            defect_sample(change_kind::created, feedback),
            defect_sample(change_kind::updated),
            defect_sample(change_kind::cleared),
            defect_sample(change_kind::expired),
            sample_event(make_baseline_event(counts, acme_facts())),
            collection_sample("collection.failed", "the last line ends early; collect the report again"),
            collection_sample("collection.quarantined", "6 of 8 defects vanished"),
            collection_sample("collection.stale", "no good report for 2h"),
            collection_sample("collection.recovered"),
            rate_sample("warn", "up"),
            rate_sample("critical", "up"),
            rate_sample("critical", "down"),
            {"subscriber.disabled",
             R"({"subscriber":"support-desk","reason":"gone","since":"2026-11-18T11:00:00.000Z"})"},
            {"delivery.exhausted",
             R"({"delivery":42,"event":{"id":"evt_1","type":"defect.created"},"subscriber":"support-desk",)"
             R"("attempts":10,"last_status":503})"},
            sample_event(make_ping_event("support-desk", "nonce", now)),
            {"account.status_changed",
             R"({"account":"acme","marketplace_id":"ATVPDKIKX0DER","status":"AT_RISK","n":3})"}};
}

}  // namespace defectd::test

#endif
