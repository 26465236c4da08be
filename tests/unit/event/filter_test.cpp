#include "defectd/event/filter.hpp"

#include <doctest/doctest.h>

#include "support/event_samples.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

event claim_created()
{
    return make_defect_event(claim_change(change_kind::created), acme_facts());
}

event_filter everything()
{
    event_filter filter;
    filter.events = {"*"};
    return filter;
}

}  // namespace

TEST_SUITE("event/filter")
{
    TEST_CASE("by default a subscriber gets new defects of every account")
    {
        CHECK(wants({}, claim_created()));
        CHECK_FALSE(wants({}, make_defect_event(claim_change(change_kind::updated), acme_facts())));
        CHECK_FALSE(wants({}, make_baseline_event({}, acme_facts())));
    }

    TEST_CASE("a star in an event pattern matches any characters, dots included")
    {
        struct row {
            std::vector<std::string> globs;
            bool wanted;
        };
        const row rows[] = {{{"*"}, true},
                            {{"defect.*"}, true},
                            {{"d*d"}, true},
                            {{"*.created"}, true},
                            {{"defect.create?"}, true},
                            {{"collection.*", "defect.created"}, true},
                            {{}, true},
                            {{"defect"}, false},
                            {{"collection.*"}, false},
                            {{"Defect.*"}, false},
                            {{""}, false}};
        for (const row& r : rows) {
            CAPTURE(r.globs.size());
            event_filter filter;
            filter.events = r.globs;
            CHECK(wants(filter, claim_created()) == r.wanted);
        }
    }

    TEST_CASE("an event must pass every filter")
    {
        const auto with = [](auto change) {
            event_filter filter = everything();
            change(filter);
            return wants(filter, claim_created());
        };
        CHECK(with([](event_filter& f) { f.accounts = {"other", "ac*"}; }));
        CHECK_FALSE(with([](event_filter& f) { f.accounts = {"other"}; }));
        CHECK(with([](event_filter& f) { f.marketplaces = {"A1PA6795UKMFR9", "ATVPDKIKX0DER"}; }));
        CHECK_FALSE(with([](event_filter& f) { f.marketplaces = {"A1PA6795UKMFR9"}; }));
        CHECK(with([](event_filter& f) { f.channels = {fulfillment::mfn}; }));
        CHECK_FALSE(with([](event_filter& f) { f.channels = {fulfillment::afn}; }));
        CHECK(with([](event_filter& f) { f.types = {feedback, claim}; }));
        CHECK_FALSE(with([](event_filter& f) { f.types = {feedback, chargeback}; }));
        CHECK_FALSE(with([](event_filter& f) {
            f.accounts = {"acme"};
            f.types = {chargeback};
        }));
    }

    TEST_CASE("an event that lacks a member passes the filters on it")
    {
        event_filter filter = everything();
        filter.accounts = {"other"};
        filter.marketplaces = {"A1PA6795UKMFR9"};
        filter.channels = {fulfillment::afn};
        filter.types = {chargeback};
        event bare;
        bare.type = "subscriber.disabled";
        CHECK(wants(filter, bare));
    }

    TEST_CASE("a baseline passes filters on defect types")
    {
        event_filter filter = everything();
        filter.types = {chargeback};
        CHECK(wants(filter, make_baseline_event({}, acme_facts())));
    }

    TEST_CASE("a defect of unknown fulfillment passes filters on fulfillment")
    {
        event_filter filter = everything();
        filter.channels = {fulfillment::afn};
        defect_change change = claim_change(change_kind::created);
        change.defect.channel.reset();
        CHECK(wants(filter, make_defect_event(change, acme_facts())));
    }

    TEST_CASE("ALL matches both channels, in the filter and in the event")
    {
        event_filter filter = everything();
        filter.channels = {fulfillment::all};
        CHECK(wants(filter, claim_created()));
        filter.channels = {fulfillment::afn};
        collection_facts facts = acme_facts();
        facts.scope.channel = fulfillment::all;
        CHECK(wants(filter, make_baseline_event({}, facts)));
    }
}
