// Events of whole random histories; a failure prints the seed that shows it.
#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include <set>

#include "support/event_samples.hpp"
#include "support/random_history.hpp"
#include "support/story.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

std::vector<event> emit(const std::vector<scoped_report>& history)
{
    std::vector<event> events;
    story life;
    for (const scoped_report& next : history) {
        life.rules = next.rules;
        const changes answer = life.read(next.current);
        collection_facts facts = acme_facts();
        facts.scope.channel = next.rules.scope_channel;
        facts.days = answer.days;
        facts.now = next.current.time;
        if (answer.outcome == report_outcome::baseline)
            events.push_back(make_baseline_event(answer.counts, facts));
        for (const defect_change& change : answer.changed)
            events.push_back(make_defect_event(change, facts));
    }
    return events;
}

}  // namespace

TEST_SUITE("event/history")
{
    TEST_CASE("the same history makes the same events with the same ids, byte for byte")
    {
        for (unsigned seed = 100; seed < 108; ++seed) {
            CAPTURE(seed);
            const std::vector<event> first = emit(random_history(seed, overlap::some));
            const std::vector<event> second = emit(random_history(seed, overlap::some));
            REQUIRE(first.size() == second.size());
            REQUIRE(first.size() > 50);
            for (std::size_t i = 0; i < first.size(); ++i) {
                CHECK(first[i].id == second[i].id);
                CHECK(first[i].body == second[i].body);
            }
        }
    }

    TEST_CASE("no two events of a history share an id")
    {
        for (unsigned seed = 100; seed < 108; ++seed) {
            CAPTURE(seed);
            std::set<std::string> ids;
            for (const event& ev : emit(random_history(seed, overlap::some)))
                CHECK(ids.insert(ev.id).second);
        }
    }

    TEST_CASE("every body is JSON with type, timestamp and data")
    {
        for (const event& ev : emit(random_history(7, overlap::some))) {
            const boost::json::object body = boost::json::parse(ev.body).as_object();
            CHECK(body.size() == 3);
            CHECK(body.at("type").as_string() == ev.type);
            CHECK(body.at("timestamp").as_string() == to_rfc3339(ev.at));
            CHECK(body.at("data").is_object());
        }
    }
}
