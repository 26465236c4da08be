#include "body.hpp"

#include <doctest/doctest.h>

#include <set>

#include "defectd/base/encoding.hpp"
#include "defectd/base/hash.hpp"
#include "support/event_samples.hpp"

using namespace defectd;
using namespace defectd::test;

TEST_SUITE("event/id")
{
    TEST_CASE("the ids of known events do not change")
    {
        CHECK(event_id({}) == "evt_werc8gmrzge196qvyk49jvxs4g");
        CHECK(event_id({"defect.created", "acme", "ATVPDKIKX0DER", "114-9015286-0066649", "a_to_z_claim", "1",
                        "0"}) == "evt_1eyya71ptz9aqh9pmnt1dae3yf");
        CHECK(event_id({"baseline.recorded", "acme", "ATVPDKIKX0DER", "MFN", "1"}) ==
              "evt_a6qs25vwhyjse38en9g5jsz0xz");
    }

    TEST_CASE("an event id is the one that the manual defines")
    {
        CHECK(event_id({"ab", "", "c:1"}) == "evt_" + to_id26(sha256_of("2:ab0:3:c:1")));
    }

    TEST_CASE("fields with the same text but other borders make another id")
    {
        const std::set<std::string> ids{
            event_id({"ab", "c"}), event_id({"a", "bc"}),  event_id({"abc"}),        event_id({"abc", ""}),
            event_id({"", "abc"}), event_id({"1:a", "b"}), event_id({"1", "a", "b"})};
        CHECK(ids.size() == 7);
    }

    TEST_CASE("the id of a defect event depends on identity, episode and revision only")
    {
        const event base = make_defect_event(claim_change(change_kind::updated), acme_facts());
        defect_change change = claim_change(change_kind::updated);
        collection_facts facts = acme_facts();
        change.defect.value = "Y";
        change.defect.channel.reset();
        change.defect.first_seen_at += std::chrono::hours{1};
        change.defect.scope_channel = fulfillment::afn;
        facts.scope.channel = fulfillment::afn;
        facts.source = "other";
        facts.report_sha256 = std::string(64, 'f');
        facts.now += std::chrono::hours{1};
        CHECK(make_defect_event(change, facts).id == base.id);
    }

    TEST_CASE("a change of any field of the id makes another id")
    {
        std::set<std::string> ids;
        defect_change change = claim_change(change_kind::created);
        collection_facts facts = acme_facts();
        const auto note = [&] { ids.insert(make_defect_event(change, facts).id); };
        note();
        change.kind = change_kind::updated;
        note();
        ++change.defect.revision;
        note();
        ++change.defect.episode;
        note();
        change.defect.key.type = chargeback;
        note();
        change.defect.key.order_id += '0';
        note();
        facts.scope.account = "other";
        note();
        facts.scope.marketplace_id = "A1PA6795UKMFR9";
        note();
        change.defect.missing_since = noon;
        change.kind = change_kind::cleared;
        note();
        change.kind = change_kind::expired;
        note();
        CHECK(ids.size() == 10);
    }

    TEST_CASE("collection events differ by type, scope and sequence")
    {
        std::set<std::string> ids;
        collection_problem problem;
        problem.scope = parts_of(acme_facts().scope);
        for (const std::string_view type : {event_type::collection_failed, event_type::collection_recovered,
                                            event_type::collection_quarantined})
            for (const auto channel : {fulfillment::mfn, fulfillment::afn, fulfillment::all})
                for (const std::uint64_t sequence : {0U, 1U, 2U}) {
                    problem.type = type;
                    problem.scope.channel = channel;
                    problem.sequence = sequence;
                    ids.insert(make_collection_event(problem).id);
                }
        CHECK(ids.size() == 27);
        problem.about = collection_subject::source;
        for (const std::string source : {"acme-us", "acme-de"})
            for (const std::uint64_t sequence : {0U, 1U, 2U}) {
                problem.source = source;
                problem.sequence = sequence;
                ids.insert(make_collection_event(problem).id);
            }
        CHECK(ids.size() == 33);
    }
}
