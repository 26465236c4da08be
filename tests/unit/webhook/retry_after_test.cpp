#include <doctest/doctest.h>

#include <array>
#include <clocale>
#include <string>

#include "defectd/webhook/answer.hpp"

using namespace defectd;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

namespace {

timestamp at(int y, unsigned m, unsigned d, duration time = 0ms)
{
    return sys_days{year{y} / static_cast<int>(m) / static_cast<int>(d)} + time;
}

const timestamp now = at(2026, 11, 23, 11h);
constexpr duration hundred_years = days{36'500};

struct spelling {
    std::string_view text;
    std::optional<timestamp> then;
};

void check_all(const auto& rows)
{
    for (const spelling& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_retry_after(row.text, now) == row.then);
    }
}

/// The year an RFC 850 date means when it is read at `reading`.
int year_read(std::string_view text, timestamp reading)
{
    // What is past is now: only a later year shows.
    const auto read = parse_retry_after(text, reading);
    REQUIRE(read);
    return static_cast<int>(year_month_day{date_of(*read)}.year());
}

}  // namespace

TEST_SUITE("webhook/retry_after")
{
    TEST_CASE("seconds are any number of digits, with blanks around them")
    {
        check_all(std::to_array<spelling>({
            {"0", now},
            {"1", now + 1s},
            {"120", now + 120s},
            {"000120", now + 120s},
            {" 120", now + 120s},
            {"120 ", now + 120s},
            {"\t 120 \t", now + 120s},
            {"86400", now + 24h},
            {"2147483648", now + 2'147'483'648s},
            {"3153600000", now + hundred_years},
            {"3153600001", now + hundred_years},
            {"9223372036854775807", now + hundred_years},
            {"9223372036854775808", now + hundred_years},
            {"18446744073709551616", now + hundred_years},
            {"99999999999999999999999999999999999999999999999999", now + hundred_years},
            {"00000000000000000000000000000000000000000000000001", now + 1s},
        }));
        CHECK(parse_retry_after(std::string(100'000, '9'), now) == now + hundred_years);
    }

    TEST_CASE("a fraction of a second is rounded up")
    {
        check_all(std::to_array<spelling>({
            {"1.5", now + 2s},
            {"1.0000001", now + 2s},
            {"1.000", now + 1s},
            {"0.2", now + 1s},
            {"0.0", now},
            {".5", now + 1s},
            {"7.", now + 7s},
            {"64.57", now + 65s},
            {"3153600000.5", now + hundred_years},
            {"1.00000000000000000000000000000000000000000000000000000001", now + 2s},
        }));
        CHECK(parse_retry_after("1." + std::string(100'000, '0'), now) == now + 1s);
    }

    TEST_CASE("the longest wait of a list counts, and invalid members are ignored")
    {
        check_all(std::to_array<spelling>({
            {"120, 300", now + 300s},
            {"300, 120", now + 300s},
            {"300,120", now + 300s},
            {"1.5, 1", now + 2s},
            {"1,5", now + 5s},
            {",120,,", now + 120s},
            {"soon, 120", now + 120s},
            {"-5, 120", now + 120s},
            {"120, -5", now + 120s},
            {"Mon, 23 Nov 2026 12:00:00 GMT, 120", now + 1h},
            {"120, Mon, 23 Nov 2026 12:00:00 GMT", now + 1h},
            {"7200, Mon, 23 Nov 2026 12:00:00 GMT, 5", now + 2h},
            {"Monday, 23-Nov-26 12:00:00 UTC, Tue, 01 Dec 2026 00:00:00 GMT", at(2026, 12, 1)},
            {"soon, later", {}},
            {",", {}},
            {"Mon, 120", {}},
        }));
        CHECK_FALSE(parse_retry_after(std::string(100'000, ','), now));
    }

    TEST_CASE("a date may name UTC otherwise than GMT")
    {
        check_all(std::to_array<spelling>({
            {"Mon, 23 Nov 2026 12:00:00 UTC", now + 1h},
            {"Mon, 23 Nov 2026 12:00:00 UT", now + 1h},
            {"Mon, 23 Nov 2026 12:00:00 +0000", now + 1h},
            {"Monday, 23-Nov-26 12:00:00 UTC", now + 1h},
        }));
    }

    TEST_CASE("texts similar to a number are rejected")
    {
        check_all(std::to_array<spelling>({
            {"", {}},
            {" ", {}},
            {"\t\t", {}},
            {"-1", {}},
            {"+1", {}},
            {"-0", {}},
            {".", {}},
            {"-1.5", {}},
            {"1.5.5", {}},
            {"1.-5", {}},
            {"1.5e3", {}},
            {"1e3", {}},
            {"0x10", {}},
            {"1 2", {}},
            {"120s", {}},
            {"120;", {}},
            {"\"120\"", {}},
            {"\n120", {}},
            {"120\r\n", {}},
            {"120\n", {}},
            {"\v120", {}},
            {"\xC2\xA0"
             "120",
             {}},
            {"inf", {}},
            {"nan", {}},
            {"null", {}},
            {"soon", {}},
            {{"120\0", 4}, {}},
            {{"\0"
              "120",
              4},
             {}},
            {"\xEF\xBC\x91", {}},
            {"\xD9\xA1", {}},
            {"\xFF", {}},
            {"1\xB2", {}},
        }));
    }

    TEST_CASE("the three forms of an HTTP date are read")
    {
        check_all(std::to_array<spelling>({
            {"Mon, 23 Nov 2026 11:00:01 GMT", now + 1s},
            {"Mon, 23 Nov 2026 11:00:00 GMT", now},
            {"  Mon, 23 Nov 2026 12:00:00 GMT\t", now + 1h},
            {"Monday, 23-Nov-26 12:00:00 GMT", now + 1h},
            {"Mon Nov 23 12:00:00 2026", now + 1h},
            {"Tue Dec  1 00:00:00 2026", at(2026, 12, 1)},
            {"Tue Dec 01 00:00:00 2026", at(2026, 12, 1)},
            {"Tue, 01 Dec 2026 23:59:59 GMT", at(2026, 12, 1, 24h - 1s)},
            {"Thu, 31 Dec 2026 23:59:60 GMT", at(2027, 1, 1)},
            {"Tue, 29 Feb 2028 00:00:00 GMT", at(2028, 2, 29)},
            {"Fri, 31 Dec 9999 23:59:59 GMT", at(9999, 12, 31, 24h - 1s)},
            {"Wednesday, 02-Dec-26 00:00:00 GMT", at(2026, 12, 2)},
            {"Thursday, 03-Dec-26 00:00:00 GMT", at(2026, 12, 3)},
            {"Sunday, 06-Dec-26 00:00:00 GMT", at(2026, 12, 6)},
        }));
    }

    TEST_CASE("every month has its name in every form")
    {
        constexpr std::array<const char*, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        for (unsigned month = 1; month <= 12; ++month) {
            const std::string name = names.at(month - 1);
            CAPTURE(name);
            const timestamp then = at(2030, month, 15, 1h);
            CHECK(parse_retry_after("Tue, 15 " + name + " 2030 01:00:00 GMT", now) == then);
            CHECK(parse_retry_after("Tuesday, 15-" + name + "-30 01:00:00 GMT", now) == then);
            CHECK(parse_retry_after("Tue " + name + " 15 01:00:00 2030", now) == then);
        }
    }

    TEST_CASE("a date with a wrong day of the week is read, one with another word is not")
    {
        check_all(std::to_array<spelling>({
            {"Sun, 01 Dec 2026 00:00:00 GMT", at(2026, 12, 1)},
            {"Friday, 01-Dec-26 00:00:00 GMT", at(2026, 12, 1)},
            {"Sat Dec  1 00:00:00 2026", at(2026, 12, 1)},
            {"Day, 01 Dec 2026 00:00:00 GMT", {}},
            {"Tue., 01 Dec 2026 00:00:00 GMT", {}},
            {"Di, 01 Dez 2026 00:00:00 GMT", {}},
        }));
    }

    TEST_CASE("a date in the past is now")
    {
        check_all(std::to_array<spelling>({
            {"Sun, 06 Nov 1994 08:49:37 GMT", now},
            {"Sunday, 06-Nov-94 08:49:37 GMT", now},
            {"Sun Nov  6 08:49:37 1994", now},
            {"Thu, 01 Jan 1970 00:00:00 GMT", now},
            {"Sat, 01 Jan 0000 00:00:00 GMT", now},
            {"Mon, 23 Nov 2026 10:59:59 GMT", now},
        }));
    }

    TEST_CASE("days and times that do not exist, and texts near a date, are refused")
    {
        check_all(std::to_array<spelling>({
            {"Tue, 00 Dec 2026 00:00:00 GMT", {}},
            {"Tue, 32 Dec 2026 00:00:00 GMT", {}},
            {"Tue, 31 Nov 2026 00:00:00 GMT", {}},
            {"Sun, 29 Feb 2027 00:00:00 GMT", {}},
            {"Mon, 29 Feb 2100 00:00:00 GMT", {}},
            {"Monday, 30-Feb-28 00:00:00 GMT", {}},
            {"Sun Feb 29 00:00:00 2027", {}},
            {"Tue Dec  0 00:00:00 2026", {}},
            {"Tue, 01 Dec 2026 24:00:00 GMT", {}},
            {"Tue, 01 Dec 2026 00:60:00 GMT", {}},
            {"Tue, 01 Dec 2026 00:00:61 GMT", {}},
            {"Tue, 01 Dec 2026 00:00 GMT", {}},
            {"Tue, 01 Dec 2026 00:00:00.5 GMT", {}},
            {"Tue, 1 Dec 2026 00:00:00 GMT", {}},
            {"Tue,  1 Dec 2026 00:00:00 GMT", {}},
            {"Tue, 01 Dec 26 00:00:00 GMT", {}},
            {"Tue, 01 Dec 02026 00:00:00 GMT", {}},
            {"Tue, 01 Dec 10000 00:00:00 GMT", {}},
            {"Tue, 01 Dec -026 00:00:00 GMT", {}},
            {"Tue, 01 Dec 2026 00:00:00", {}},
            {"Tue, 01 Dec 2026 00:00:00 CET", {}},
            {"Tue, 01 Dec 2026 00:00:00 +0100", {}},
            {"Tue, 01 Dec 2026 00:00:00 UTC+1", {}},
            {"Tue, 01 Dec 2026 00:00:00 GMT+1", {}},
            {"Tue, 01 Dec 2026 00:00:00 gmt", {}},
            {"tue, 01 dec 2026 00:00:00 GMT", {}},
            {"TUE, 01 DEC 2026 00:00:00 GMT", {}},
            {"Tue,01 Dec 2026 00:00:00 GMT", {}},
            {"Tue, 01\tDec 2026 00:00:00 GMT", {}},
            {"Tue, 01 Dec 2026  00:00:00 GMT", {}},
            {"Tuesday, 01 Dec 2026 00:00:00 GMT", {}},
            {"Tue, 01-Dec-26 00:00:00 GMT", {}},
            {"Tuesday, 01-Dec-2026 00:00:00 GMT", {}},
            {"Tuesday, 01-Dec-26 00:00:00", {}},
            {"Tue Dec 1 00:00:00 2026", {}},
            {"Tue Dec   1 00:00:00 2026", {}},
            {"Tue Dec  1 00:00:00 2026 GMT", {}},
            {"Tue Dec  1 00:00:00 26", {}},
            {"01 Dec 2026 00:00:00 GMT", {}},
            {"2026-12-01T00:00:00Z", {}},
            {"Tue, ", {}},
            {"Tue", {}},
            {{"Tue, 01 Dec 2026 00:00:00 GMT\0", 30}, {}},
        }));
    }

    TEST_CASE("an incomplete date is rejected")
    {
        for (const std::string_view whole : {"Tue, 01 Dec 2026 00:00:00 GMT",
                                             "Tuesday, 01-Dec-26 00:00:00 GMT", "Tue Dec  1 00:00:00 2026"}) {
            CHECK(parse_retry_after(whole, now) == at(2026, 12, 1));
            for (std::size_t size = 0; size < whole.size(); ++size) {
                CAPTURE(size);
                CHECK_FALSE(parse_retry_after(whole.substr(0, size), now));
            }
        }
    }

    TEST_CASE("a year of two digits is at most 50 years in the future")
    {
        CHECK(year_read("Friday, 01-Jan-27 00:00:00 GMT", now) == 2027);
        CHECK(year_read("Monday, 23-Nov-76 11:00:00 GMT", now) == 2076);
        CHECK(year_read("Monday, 23-Nov-76 11:00:01 GMT", now) == 2026);  // 1976, which is past
        CHECK(year_read("Monday, 24-Nov-76 00:00:00 GMT", now) == 2026);
        CHECK(year_read("Friday, 01-Jan-77 00:00:00 GMT", now) == 2026);
        CHECK(year_read("Sunday, 22-Nov-26 00:00:00 GMT", now) == 2026);
    }

    TEST_CASE("a year of two digits may be in the next century")
    {
        const timestamp late = at(2099, 12, 31, 23h);
        CHECK(year_read("Friday, 01-Jan-00 00:00:00 GMT", late) == 2100);
        CHECK(year_read("Friday, 31-Dec-49 00:00:00 GMT", late) == 2149);
        CHECK(year_read("Friday, 01-Jan-50 00:00:00 GMT", late) == 2099);
        CHECK_FALSE(parse_retry_after("Friday, 29-Feb-00 00:00:00 GMT", late));   // 2100 has none
        CHECK(parse_retry_after("Tuesday, 29-Feb-00 00:00:00 GMT", now) == now);  // 2000 had one
        const timestamp leap = at(2028, 2, 29);
        CHECK(year_read("Tuesday, 28-Feb-78 00:00:00 GMT", leap) == 2078);
        CHECK(year_read("Wednesday, 02-Mar-78 00:00:00 GMT", leap) == 2028);
    }

    TEST_CASE("the locale of the process does not matter")
    {
        const char* const german = std::setlocale(LC_ALL, "de_DE.UTF-8");  // NOLINT(concurrency-mt-unsafe)
        CHECK(parse_retry_after("Tue, 01 Dec 2026 00:00:00 GMT", now) == at(2026, 12, 1));
        if (german != nullptr)
            std::setlocale(LC_ALL, "C");  // NOLINT(concurrency-mt-unsafe)
    }
}
