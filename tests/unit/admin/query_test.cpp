#include "query.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <string>

namespace defectd {
namespace {

constexpr std::string_view known[] = {"since", "state"};

std::string code_of(std::string_view text)
{
    const auto read = query::read(text, known);
    if (read)
        return "";
    CHECK(read.error().status == 400);
    return boost::json::parse(read.error().body).at("code").as_string().c_str();
}

}  // namespace

TEST_SUITE("admin/query")
{
    TEST_CASE("escapes become bytes, and everything else stays as it is")
    {
        CHECK(percent_decoded("a%20b") == "a b");
        CHECK(percent_decoded("%e2%82%AC") == "\xE2\x82\xAC");
        CHECK(percent_decoded("1+1=2") == "1+1=2");
        CHECK(percent_decoded("%00") == std::string(1, '\0'));
        CHECK(percent_decoded("") == "");
        CHECK(percent_decoded("%2525") == "%25");
    }

    TEST_CASE("an escape without two hex digits is refused")
    {
        for (const char* const text : {"%", "%4", "a%", "%zz", "%4g", "%-1", "%+1", "% 1", "%0x"}) {
            CAPTURE(text);
            CHECK_FALSE(percent_decoded(text));
        }
    }

    TEST_CASE("members are found by name, with and without a value")
    {
        const auto read = query::read("state=pending&since=2026-11-23T11%3A00:00+01:00", known);
        REQUIRE(read.has_value());
        CHECK(read->value("state") == "pending");
        CHECK(read->value("since") == "2026-11-23T11:00:00+01:00");
        CHECK(query::read("state", known)->value("state") == "");
        CHECK(query::read("state=", known)->value("state") == "");
        CHECK(query::read("state=a=b", known)->value("state") == "a=b");
        CHECK_FALSE(query::read("", known)->value("state"));
        CHECK(query::read("&&state=x&", known)->value("state") == "x");
        CHECK(query::read("st%61te=x", known)->value("state") == "x");
    }

    TEST_CASE("what a route does not take is refused with what it takes")
    {
        CHECK(code_of("status=pending") == "unknown_parameter");
        CHECK(code_of("State=pending") == "unknown_parameter");
        CHECK(code_of("=pending") == "unknown_parameter");
        CHECK(code_of("state=a&since=b&x") == "unknown_parameter");
        CHECK(query::read("x=1", known).error().body.find("since, state") != std::string::npos);
        CHECK(query::read("x=1", {}).error().body.find("takes none") != std::string::npos);
    }

    TEST_CASE("a member that comes twice is refused, also with the same value")
    {
        CHECK(code_of("state=a&state=b") == "repeated_parameter");
        CHECK(code_of("state=a&state=a") == "repeated_parameter");
        CHECK(code_of("state=&state=") == "repeated_parameter");
    }

    TEST_CASE("a wrong escape is refused in names and values")
    {
        CHECK(code_of("state=%") == "bad_escape");
        CHECK(code_of("%=1") == "bad_escape");
    }
}

}  // namespace defectd
