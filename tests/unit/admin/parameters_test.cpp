#include "parameters.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include "defectd/admin/since.hpp"

namespace defectd {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view known[] = {"account", "marketplace", "subscriber", "state",
                                      "since",   "limit",       "cursor",     "dry_run"};
const timestamp noon = *parse_rfc3339("2026-11-23T12:00:00Z");

result<list_filter, server_response> filter(std::string_view text)
{
    return filter_of(*query::read(text, known), noon);
}

}  // namespace

TEST_SUITE("admin/parameters")
{
    TEST_CASE("without parameters everything passes, a hundred at a time")
    {
        const auto read = filter("");
        REQUIRE(read.has_value());
        CHECK_FALSE(read->account);
        CHECK_FALSE(read->marketplace_id);
        CHECK_FALSE(read->subscriber);
        CHECK_FALSE(read->state);
        CHECK_FALSE(read->since);
        CHECK_FALSE(read->before);
        CHECK(read->limit == 100);
    }

    TEST_CASE("each parameter sets its member")
    {
        const auto read =
            filter("account=acme&marketplace=us&subscriber=desk&state=exhausted&since=2h&limit=7&cursor=41");
        REQUIRE(read.has_value());
        CHECK(read->account == "acme");
        CHECK(read->marketplace_id == "ATVPDKIKX0DER");
        CHECK(read->subscriber == "desk");
        CHECK(read->state == delivery_state::exhausted);
        CHECK(read->since == noon - 2h);
        CHECK(read->limit == 7);
        CHECK(read->before == 41);
        CHECK(filter("marketplace=ATVPDKIKX0DER")->marketplace_id == "ATVPDKIKX0DER");
    }

    TEST_CASE("a bad value is refused, and the answer names the parameter")
    {
        for (const char* const text :
             {"marketplace=XX", "marketplace=",    "state=due", "state=",
              "state=Pending",  "since=yesterday", "since=",    "since=2026-11-23",
              "since=-2h",      "since=2",         "limit=0",   "limit=501",
              "limit=-1",       "limit=",          "limit=7x",  "limit=99999999999999999999",
              "limit=1e2",      "cursor=",         "cursor=x",  "cursor=0",
              "cursor=-5"}) {
            CAPTURE(text);
            const auto read = filter(text);
            REQUIRE_FALSE(read.has_value());
            CHECK(read.error().status == 400);
            const auto answer = boost::json::parse(read.error().body);
            CHECK(answer.at("code") == "bad_parameter");
            const std::string name = "`" + std::string(text).substr(0, std::string(text).find('=')) + "`: ";
            CHECK(std::string_view(answer.at("detail").as_string().c_str()).starts_with(name));
        }
    }

    TEST_CASE("a moment is RFC 3339 or a span before now")
    {
        CHECK(parse_since("7d", noon) == noon - std::chrono::days{7});
        CHECK(parse_since("2026-11-23T12:00:00+01:00", noon) == noon - 1h);
        CHECK_FALSE(parse_since("", noon));
        CHECK_FALSE(parse_since("now", noon));
    }

    TEST_CASE("a flag is true or false and nothing else")
    {
        const auto flag = [](std::string_view text) { return flag_of(*query::read(text, known), "dry_run"); };
        CHECK(*flag("dry_run=true"));
        CHECK_FALSE(*flag("dry_run=false"));
        CHECK_FALSE(*flag(""));
        for (const char* const text : {"dry_run", "dry_run=1", "dry_run=yes", "dry_run=TRUE"}) {
            CAPTURE(text);
            CHECK(flag(text).has_error());
        }
    }
}

}  // namespace defectd
