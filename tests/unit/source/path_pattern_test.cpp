#include "defectd/source/path_pattern.hpp"

#include <doctest/doctest.h>

using namespace defectd;

namespace {

struct match_row {
    std::string_view step;
    std::string_view name;
    bool fits;
    std::string_view account;
    std::string_view marketplace;
    std::string_view fulfillment;
};

constexpr match_row match_rows[] = {
    {"reports", "reports", true, "", "", ""},
    {"reports", "report", false, "", "", ""},
    {"*.csv", "odr.csv", true, "", "", ""},
    {"*.csv", ".csv", false, "", "", ""},
    {"*.csv", ".odr.csv", false, "", "", ""},
    {"*.csv", "odr.csv.part", false, "", "", ""},
    {"*", "anything", true, "", "", ""},
    {"odr-?.csv", "odr-1.csv", true, "", "", ""},
    {"odr-?.csv", "odr-12.csv", false, "", "", ""},
    {"{account}", "acme", true, "acme", "", ""},
    {"{account}", "", false, "", "", ""},
    {"{account}_{marketplace}_{fulfillment}.csv", "acme_US_MFN.csv", true, "acme", "US", "MFN"},
    {"{account}-{marketplace}*.csv", "a-b-US-2026.csv", true, "a", "b", ""},
    {"{account}@x", "acme@y", false, "", "", ""},
    {"*{account}", "xy", true, "xy", "", ""},
};

source_config source_with(std::string account, std::string marketplace, std::optional<fulfillment> channel)
{
    source_config source;
    source.account = std::move(account);
    source.marketplace_id = std::move(marketplace);
    source.channel = channel;
    return source;
}

}  // namespace

TEST_SUITE("source/path_pattern")
{
    TEST_CASE("a step matches whole names and captures what its placeholders stand for")
    {
        for (const match_row& row : match_rows) {
            CAPTURE(row.step);
            CAPTURE(row.name);
            path_captures captures;
            CHECK(path_step(std::string(row.step)).matches(row.name, captures) == row.fits);
            if (row.fits) {
                CHECK(captures.account == row.account);
                CHECK(captures.marketplace == row.marketplace);
                CHECK(captures.fulfillment == row.fulfillment);
            }
        }
    }

    TEST_CASE("a pattern is split at its slashes, repeated ones and the first included")
    {
        const auto steps = split_pattern("/srv//reports/{account}/*.csv");
        REQUIRE(steps.size() == 4);
        CHECK(steps[0].text() == "srv");
        CHECK(steps[0].is_literal());
        CHECK(steps[2].text() == "{account}");
        CHECK_FALSE(steps[2].is_literal());
        CHECK_FALSE(steps[3].is_literal());
    }

    TEST_CASE("captures and the source's own keys name the scope together")
    {
        const auto fixed = scope_of(source_with("acme", "ATVPDKIKX0DER", fulfillment::mfn), {});
        REQUIRE(fixed);
        CHECK(*fixed == report_scope{"acme", "ATVPDKIKX0DER", fulfillment::mfn});

        const auto captured = scope_of(source_with("", "", std::nullopt), {"beta", "de", "afn"});
        REQUIRE(captured);
        CHECK(*captured == report_scope{"beta", "A1PA6795UKMFR9", fulfillment::afn});
        CHECK(scope_of(source_with("beta", "A1PA6795UKMFR9", std::nullopt), {"", "", "Fba"}) == captured);
    }

    TEST_CASE("a captured marketplace or fulfillment that does not exist names no scope")
    {
        CHECK_FALSE(scope_of(source_with("acme", "", fulfillment::mfn), {"", "Atlantis", ""}));
        CHECK_FALSE(scope_of(source_with("acme", "ATVPDKIKX0DER", std::nullopt), {"", "", "drone"}));
    }
}
