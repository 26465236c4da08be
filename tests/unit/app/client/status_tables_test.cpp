#include "client/status_tables.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

namespace defectd {
namespace {

namespace json = boost::json;

json::object status_with(const std::string& scopes, const std::string& failing = "[]",
                         const std::string& waiting = "[]")
{
    return json::parse(R"({"scopes":)" + scopes + R"(,"failing_sources":)" + failing +
                       R"(,"sources_without_report":)" + waiting + "}")
        .as_object();
}

json::array subscriber_with(const std::string& members)
{
    return json::parse(R"([{"name":"desk","format":"standard","host":"desk.example","in_flight":0,"due":1,
                            "scheduled":2,"delivered":3,"exhausted":4,"oldest_due_at":null,)" +
                       members + "}]")
        .as_array();
}

/// What follows the table; empty when nothing does.
std::string remark_in(const std::string& text)
{
    const std::size_t end = text.find("\n\n");
    return end == std::string::npos ? "" : text.substr(end + 2);
}

}  // namespace

TEST_SUITE("app/status_tables")
{
    TEST_CASE("a scope that is well is one line")
    {
        const json::object status = status_with(R"([{"source":"acme-us","account":"acme",
            "marketplace_id":"ATVPDKIKX0DER","fulfillment":"MFN","state":"good","reason":null,
            "last_good_at":"2026-11-23T11:00:00.000Z","quarantined_since":null,"open_defects":5,
            "pending_clears":1}])");
        const std::string text = scope_table(status);
        CHECK(text.ends_with("  good   2026-11-23 11:00:00Z     5               1\n"));
        CHECK(text.starts_with("SOURCE   ACCOUNT  MARKETPLACE"));
        CHECK(remark_in(text) == "");
    }

    TEST_CASE("a rejected report, a quarantine and an unreadable folder each have a line below the table")
    {
        const json::object status = status_with(R"([{"source":"acme-us","account":"acme",
            "marketplace_id":"ATVPDKIKX0DER","fulfillment":"MFN","state":"failing","reason":"html",
            "last_good_at":null,"quarantined_since":"2026-11-23T11:00:00.000Z","open_defects":5,
            "pending_clears":1}])",
                                                R"([{"source":"acme-de","reason":"permission denied"}])");
        const std::string remarks = remark_in(scope_table(status));
        CHECK(remarks.find("acme-us (acme, ATVPDKIKX0DER, MFN): ") == 0);
        CHECK(remarks.find(": html\n") != std::string::npos);
        CHECK(remarks.find("2026-11-23 11:00:00Z") != std::string::npos);
        CHECK(remarks.find("collect acme-us --accept`") != std::string::npos);
        CHECK(remarks.find("permission denied\n") != std::string::npos);
    }

    TEST_CASE("without a report there is no table, only the sources that wait for one")
    {
        CHECK(scope_table(status_with("[]", "[]", R"(["acme-us"])")) ==
              "acme-us: waiting for its first report\n");
        CHECK(scope_table(status_with("[]")) == "");
    }

    TEST_CASE("an enabled subscriber has a line and no remark")
    {
        const std::string text = subscriber_table(subscriber_with(R"("state":"enabled","enabled":true)"));
        CHECK(text.ends_with("desk        standard  desk.example  enabled          0    1          2"
                             "          3          4  -\n"));
        CHECK(remark_in(text) == "");
    }

    TEST_CASE("each other state has a remark that says what to do")
    {
        struct row {
            const char* members;
            const char* says;
        };
        for (const row& each : {
                 row{R"("state":"disabled","enabled":false)", "`enabled: false`"},
                 row{R"("state":"disabled","enabled":true,"disabled_since":"2026-11-23T11:00:00.000Z",
                        "disabled_reason":"gone")",
                     "`defectd enable desk`"},
                 row{R"("state":"paused","enabled":true)", "`defectd resume desk`"},
                 row{R"("state":"held","enabled":true,"held_until":"2026-11-23T12:00:00.000Z")",
                     "2026-11-23 12:00:00Z"},
                 row{R"("state":"failing","enabled":true,"failing_since":"2026-11-23T11:00:00.000Z",
                        "last_failure":"timeout")",
                     "timeout"},
             }) {
            CAPTURE(each.members);
            const std::string remark = remark_in(subscriber_table(subscriber_with(each.members)));
            CHECK(remark.starts_with("desk: "));
            CHECK(remark.find(each.says) != std::string::npos);
        }
    }
}

}  // namespace defectd
