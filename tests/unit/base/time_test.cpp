#include "defectd/base/time.hpp"

#include <doctest/doctest.h>

using namespace defectd;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::January, std::chrono::February, std::chrono::November, std::chrono::December;
using std::chrono::sys_days;

TEST_SUITE("base/time")
{
    TEST_CASE("RFC 3339 is written in UTC with three decimals")
    {
        CHECK(to_rfc3339(timestamp{}) == "1970-01-01T00:00:00.000Z");
        CHECK(to_rfc3339(timestamp{1'795'431'600'123ms}) == "2026-11-23T11:00:00.123Z");
        CHECK(to_rfc3339(timestamp{-1ms}) == "1969-12-31T23:59:59.999Z");
        CHECK(to_rfc3339(timestamp{sys_days{2024y / February / 29} + 23h + 59min + 59s + 7ms}) ==
              "2024-02-29T23:59:59.007Z");
    }

    TEST_CASE("RFC 3339 is read with Z or an offset, decimals past the third cut")
    {
        struct row {
            std::string_view text;
            std::string_view utc;
        };
        const row rows[] = {
            {"2026-11-23T11:00:00Z", "2026-11-23T11:00:00.000Z"},
            {"2026-11-23t11:00:00z", "2026-11-23T11:00:00.000Z"},
            {"2026-11-23T11:00:00.1Z", "2026-11-23T11:00:00.100Z"},
            {"2026-11-23T11:00:00.123999999Z", "2026-11-23T11:00:00.123Z"},
            {"2026-11-23T11:00:00+00:00", "2026-11-23T11:00:00.000Z"},
            {"2026-11-23T11:00:00-08:00", "2026-11-23T19:00:00.000Z"},
            {"2026-11-23T01:30:00+05:30", "2026-11-22T20:00:00.000Z"},
            {"2026-12-31T23:59:59.5-23:59", "2027-01-01T23:58:59.500Z"},
            {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
            {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
        };
        for (const row& r : rows) {
            CAPTURE(r.text);
            const auto at = parse_rfc3339(r.text);
            REQUIRE(at);
            CHECK(to_rfc3339(*at) == r.utc);
        }
    }

    TEST_CASE("other texts than RFC 3339 are rejected")
    {
        for (const std::string_view text : {"",
                                            "2026-11-23",
                                            "2026-11-23T11:00:00",
                                            "2026-11-23 11:00:00Z",
                                            "2026-11-23T11:00Z",
                                            "2026-11-23T24:00:00Z",
                                            "2026-11-23T11:60:00Z",
                                            "2026-11-23T11:00:60Z",
                                            "2026-02-29T00:00:00Z",
                                            "2026-13-01T00:00:00Z",
                                            "2026-00-01T00:00:00Z",
                                            "2026-11-00T00:00:00Z",
                                            "2026-11-31T00:00:00Z",
                                            "2026-11-23T11:00:00.Z",
                                            "2026-11-23T11:00:00.1234567890Z",
                                            "2026-11-23T11:00:00,1Z",
                                            "2026-11-23T11:00:00+8:00",
                                            "2026-11-23T11:00:00+0800",
                                            "2026-11-23T11:00:00+24:00",
                                            "2026-11-23T11:00:00+08:60",
                                            "2026-11-23T11:00:00+08:00 ",
                                            " 2026-11-23T11:00:00Z",
                                            "26-11-23T11:00:00Z",
                                            "+2026-11-23T11:00:00Z",
                                            "2026-1-23T11:00:00Z",
                                            "2026-11-23T-1:00:00Z",
                                            "2026-11-23T11:00:00ZZ"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_rfc3339(text));
        }
    }

    TEST_CASE("days are read and written as year, month and day")
    {
        CHECK(to_iso_date(sys_days{2026y / November / 23}) == "2026-11-23");
        CHECK(to_iso_date(sys_days{985y / January / 2}) == "0985-01-02");
        CHECK(parse_iso_date("2024-02-29") == sys_days{2024y / February / 29});
        for (const std::string_view text : {"", "2023-02-29", "2026-11-23T", "2026/11/23", "23-11-2026",
                                            "2026-11-3", "20261123", "2026-11-23 ", "-026-11-23"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_iso_date(text));
        }
    }

    TEST_CASE("the day of a time is its UTC day, also before 1970")
    {
        const date day = sys_days{2026y / November / 23};
        CHECK(date_of(day) == day);
        CHECK(date_of(day + 24h - 1ms) == day);
        CHECK(date_of(day - 1ms) == day - days{1});
        CHECK(date_of(timestamp{-1ms}) == sys_days{1969y / December / 31});
    }

    TEST_CASE("spans have one unit")
    {
        struct row {
            std::string_view text;
            std::optional<duration> span;
        };
        const row rows[] = {{"0s", 0ms},
                            {"1ms", 1ms},
                            {"500ms", 500ms},
                            {"30s", 30s},
                            {"5m", 5min},
                            {"2h", 2h},
                            {"7d", days{7}},
                            {"36500d", days{36'500}},
                            {"36501d", std::nullopt},
                            {"3153600001s", std::nullopt},
                            {"99999999999999999999s", std::nullopt}};
        for (const row& r : rows) {
            CAPTURE(r.text);
            CHECK(parse_duration(r.text) == r.span);
        }
        for (const std::string_view text : {"", "5", "s", "5 s", " 5s", "5s ", "-5s", "+5s", "1.5h", "5S",
                                            "5min", "5w", "1h30m", "0x5s", "5ss"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_duration(text));
        }
    }

    TEST_CASE("a span is read from its shortest exact text")
    {
        CHECK(to_text(0ms) == "0s");
        CHECK(to_text(5000ms) == "5s");
        CHECK(to_text(1500ms) == "1500ms");
        CHECK(to_text(90s) == "90s");
        CHECK(to_text(120s) == "2m");
        CHECK(to_text(48h) == "2d");
        CHECK(to_text(25h) == "25h");
        for (const duration span : {0ms, 1ms, 999ms, 1001ms, 59'000ms, 61'000ms, 86'400'000ms})
            CHECK(parse_duration(to_text(span)) == span);
    }
}
