#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "defectd/event/event.hpp"
#include "support/event_samples.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

std::string body(const defect_change& change)
{
    return make_defect_event(change, acme_facts()).body;
}

boost::json::object fields_of(const std::string& json)
{
    return boost::json::parse(json).at("data").as_object();
}

const std::string members_of_all =
    R"("account":"acme","marketplace_id":"ATVPDKIKX0DER","order_id":"114-9015286-0066649",)"
    R"("order_date":"2026-10-20","defect_type":"a_to_z_claim","value":"X","fulfillment":"MFN","episode":1,)"
    R"("first_seen_at":"2026-11-23T11:00:00.123Z","source":"acme-us-mfn",)"
    R"("report":{"sha256":"0000000000000000000000000000000000000000000000000000000000000000",)"
    R"("collected_at":"2026-11-23T10:59:59.500Z","rows":12},)"
    R"("window":{"from":"2026-09-10","to":"2026-11-08","derived":true},"leaves_window_on":"2027-01-03",)"
    R"("other_defects_on_order":["negative_feedback"],)"
    R"("deadlines":[{"action":"respond_to_claim","due":"2026-11-25T11:00:00.123Z","basis":"first_seen"}],)"
    R"("odr":{"orders_with_defects":null,"orders":null,"rate":null,"target":null})";

std::string expected_body(std::string_view type, std::string_view more)
{
    return R"({"type":")" + std::string(type) + R"(","timestamp":"2026-11-23T11:00:00.123Z","data":{)" +
           members_of_all + std::string(more) + "}}";
}

}  // namespace

TEST_SUITE("event/defect_event")
{
    TEST_CASE("the body of defect.created, byte for byte")
    {
        defect_change change = claim_change(change_kind::created);
        change.others = {feedback};
        CHECK(body(change) == expected_body("defect.created", ""));
    }

    TEST_CASE("the body of defect.updated names what changed, and only that")
    {
        defect_change change = claim_change(change_kind::updated);
        change.others = {feedback};
        change.previous.value = "W";
        CHECK(body(change) == expected_body("defect.updated", R"(,"previous":{"value":"W"})"));
        change.previous.order_date = day("2026-10-19");
        change.previous.channel = std::optional<fulfillment>{};
        CHECK(body(change) ==
              expected_body("defect.updated",
                            R"(,"previous":{"order_date":"2026-10-19","value":"W","fulfillment":null})"));
        change.previous = {};
        change.previous.channel = std::optional{fulfillment::afn};
        CHECK(body(change) == expected_body("defect.updated", R"(,"previous":{"fulfillment":"AFN"})"));
        change.previous = {};
        CHECK(body(change) == expected_body("defect.updated", R"(,"previous":{})"));
    }

    TEST_CASE("the bodies of defect.cleared and defect.expired contain missing_since")
    {
        const std::string since = R"(,"missing_since":"2026-11-23T09:00:00.000Z")";
        for (const auto& [kind, type] : {std::pair{change_kind::cleared, event_type::defect_cleared},
                                         std::pair{change_kind::expired, event_type::defect_expired}}) {
            defect_change change = claim_change(kind);
            change.others = {feedback};
            change.defect.missing_since = at("2026-11-23T09:00:00Z");
            CHECK(body(change) == expected_body(type, since));
        }
    }

    TEST_CASE("unknown facts are null, empty lists are written")
    {
        defect_change change = claim_change(change_kind::created);
        change.defect.key.type = feedback;
        change.defect.channel.reset();
        const boost::json::object fields = fields_of(body(change));
        CHECK(fields.at("fulfillment").is_null());
        CHECK(fields.at("other_defects_on_order").as_array().empty());
        CHECK(fields.at("deadlines").as_array().empty());
    }

    TEST_CASE("each type has its deadline, without a fraction when it is a full second")
    {
        struct row {
            defect_type type;
            std::string_view deadlines;
        };
        const row rows[] = {
            {feedback, "[]"},
            {claim, R"([{"action":"respond_to_claim","due":"2026-11-25T11:00:00Z","basis":"first_seen"}])"},
            {chargeback,
             R"([{"action":"respond_to_chargeback","due":"2026-11-30T11:00:00Z","basis":"first_seen"}])"},
        };
        for (const row& r : rows) {
            CAPTURE(name_of(r.type));
            defect_change change = claim_change(change_kind::created);
            change.defect.key.type = r.type;
            change.defect.first_seen_at = at("2026-11-23T11:00:00Z");
            const boost::json::object fields = fields_of(body(change));
            CHECK(boost::json::serialize(fields.at("deadlines")) == r.deadlines);
            CHECK(fields.at("first_seen_at").as_string() == "2026-11-23T11:00:00.000Z");
        }
    }

    TEST_CASE("leaves_window_on follows the source's window")
    {
        collection_facts facts = acme_facts();
        facts.rule = {.days = 90, .lag_days = 0};
        const event ev = make_defect_event(claim_change(change_kind::created), facts);
        CHECK(fields_of(ev.body).at("leaves_window_on").as_string() == "2027-01-18");
    }

    TEST_CASE("a value is cut at 200 characters, not bytes, and never within one")
    {
        std::string value;
        for (int n = 0; n < 300; ++n)
            value += "\xE5\x93\x81";  // 品
        defect_change change = claim_change(change_kind::updated);
        change.defect.value = value;
        change.previous.value = value;
        const boost::json::object fields = fields_of(body(change));
        CHECK(fields.at("value").as_string() == value.substr(0, 600));
        CHECK(fields.at("previous").at("value").as_string() == value.substr(0, 600));
    }

    TEST_CASE("the largest possible body is under 20 kB and is valid JSON")
    {
        const std::string worst(100'000, '\x01');  // six bytes each once escaped
        defect_change change = claim_change(change_kind::updated);
        change.defect.key.order_id = worst.substr(0, 64);
        change.defect.value = worst;
        change.defect.episode = 2'000'000'000;
        change.previous.value = worst;
        change.previous.order_date = day("2026-10-19");
        change.previous.channel = std::optional<fulfillment>{};
        change.others = {feedback, chargeback};
        collection_facts facts = acme_facts();
        facts.scope.account = worst.substr(0, 255);
        facts.source = worst.substr(0, 255);
        facts.rows = ~0ULL;
        const event ev = make_defect_event(change, facts);
        CHECK(ev.body.size() <= max_body_bytes);
        CHECK(fields_of(ev.body).at("report").at("rows").as_uint64() == ~0ULL);
    }

    TEST_CASE("the event has the members that filters compare")
    {
        const event ev = make_defect_event(claim_change(change_kind::created), acme_facts());
        CHECK(ev.type == "defect.created");
        CHECK(ev.at == acme_facts().now);
        CHECK(ev.account == "acme");
        CHECK(ev.marketplace_id == "ATVPDKIKX0DER");
        CHECK(ev.channel == fulfillment::mfn);
        CHECK(ev.type_of_defect == claim);
    }

    TEST_CASE("with_leading_id returns the body with the id as its first member, on one line")
    {
        defect_change change = claim_change(change_kind::created);
        change.defect.value = "a\nb";
        const event ev = make_defect_event(change, acme_facts());
        const std::string line = with_leading_id(ev);
        CHECK(line == "{\"id\":\"" + ev.id + "\"," + ev.body.substr(1));
        CHECK(line.find('\n') == std::string::npos);
        CHECK(boost::json::parse(line).at("id").as_string() == ev.id);
    }
}
