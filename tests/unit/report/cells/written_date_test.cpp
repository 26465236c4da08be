#include "cells/written_date.hpp"

#include <doctest/doctest.h>

#include <string>

namespace defectd {
namespace {

TEST_SUITE_BEGIN("report/written_date");

struct readable {
    const char* text;
    const char* day;
};

TEST_CASE("dates whose parts are unambiguous are days")
{
    const readable rows[] = {
        {"2026-11-23", "2026-11-23"},
        {" 2026-11-23 ", "2026-11-23"},
        {"2026-11-23T10:11:12Z", "2026-11-23"},
        {"2026-11-23T23:30:00.123-08:00", "2026-11-23"},
        {"2026-11-23 10:11", "2026-11-23"},
        {"2026/11/23", "2026-11-23"},
        {"2026/1/3", "2026-01-03"},
        {"2026.11.23", "2026-11-23"},
        {"2024-02-29", "2024-02-29"},
        {"Nov 23, 2026", "2026-11-23"},
        {"November 23, 2026", "2026-11-23"},
        {"NOV 23 2026", "2026-11-23"},
        {"Nov 23, 2026 12:07:11 AM PST", "2026-11-23"},
        {"Nov. 3rd, 2026", "2026-11-03"},
        {"23 November 2026", "2026-11-23"},
        {"23-Nov-2026", "2026-11-23"},
        {"23-Nov-26", "2026-11-23"},
        {"2026-Nov-23", "2026-11-23"},
        {"23. Nov. 2026", "2026-11-23"},
        {"3. März 2026", "2026-03-03"},
        {"3. Mrz 2026", "2026-03-03"},
        {"1. Jänner 2026", "2026-01-01"},
        {"24. Dezember 2026", "2026-12-24"},
        {"24 Okt 2026", "2026-10-24"},
        {"1er févr. 2026", "2026-02-01"},
        {"15 août 2026", "2026-08-15"},
        {"15 AOÛT 2026", "2026-08-15"},
        {"15 aout 2026", "2026-08-15"},
        {"15 juil. 2026", "2026-07-15"},
        {"15 décembre 2026 à", ""},
        {"15 déc. 2026", "2026-12-15"},
        {"15 avr. 2026", "2026-04-15"},
        {"23 de noviembre de 2026", "2026-11-23"},
        {"1 ene 2026", "2026-01-01"},
        {"1 dic. 2026", "2026-12-01"},
        {"1 gennaio 2026", "2026-01-01"},
        {"1 giu 2026", "2026-06-01"},
        {"1 lug 2026", "2026-07-01"},
        {"1 sett. 2026", "2026-09-01"},
        {"2026年11月23日", "2026-11-23"},
        {"2026年1月3日 10:11", "2026-01-03"},
        {"２０２６年１１月２３日", "2026-11-23"},
        {"２０２６／１１／２３", "2026-11-23"},
        {"23\xC2\xA0nov. 2026", "2026-11-23"},
    };
    for (const readable& row : rows) {
        CAPTURE(row.text);
        const written_date read = read_date(row.text);
        REQUIRE((read.shape == written_date::form::day) == (*row.day != '\0'));
        if (*row.day != '\0')
            CHECK(to_iso_date(read.on(date_order::mdy)) == row.day);
    }
}

TEST_CASE("weekday, time and zone beside a date are skipped, in any order")
{
    for (const char* text : {"2026-10-20T23:05:07.123+09:00[Asia/Tokyo]",
                             "2026-10-20Z",
                             "2026-10-20+02:00",
                             "2026-10-20T230507Z",
                             "20261020",
                             "20261020T2305",
                             "2026-10-20 23:05:07 Europe/Berlin",
                             "20-Oct-2026 CET",
                             "20-Oct-2026 Pacific Time",
                             "20-Oct-2026 (PST)",
                             "Oct 20, 2026 11.05 PM",
                             "Oct 20, 2026, 11 p.m.",
                             "Oct 20, 2026 - 23:05",
                             "Oct 20, 2026 @ 11:05 PM",
                             "23:05, 20 October 2026",
                             "Tue 2026-10-20",
                             "2026-10-20 (Tuesday)",
                             "20/Oct/2026:23:05:07 +0000",
                             "20 Oct 2026 GMT+2",
                             "20 Oct 2026 UTC-05:00",
                             "20-十月-2026",
                             "2026年10月20號",
                             "2026 年 10 月 20 日",
                             "\xE2\x80\x8E"
                             "20 Oct 2026"}) {
        CAPTURE(text);
        const written_date read = read_date(text);
        REQUIRE(read.shape == written_date::form::day);
        CHECK(to_iso_date(read.on(date_order::mdy)) == "2026-10-20");
    }
}

TEST_CASE("a word that is a month and a weekday is the weekday beside another month")
{
    const readable rows[] = {
        {"mar. 20 oct. 2026", "2026-10-20"},
        {"mar 20 2026", "2026-03-20"},
        {"mar 3 mar 2026", "2026-03-03"},
        {"Paz 25 Eki 2026", "2026-10-25"},
        {"20 paź 2026", "2026-10-20"},
        {"20 Mar 2026 Paz", "2026-03-20"},
        {"mar 20 paź 2026", ""},
        {"may 20/10/2026", ""},
        {"Nov 20 Dec 2026", ""},
        {"Oct 20 2026 DEC", ""},
        {"20 Oct 2026 - 27 Oct 2026", ""},
        {"2026-10-20 to 2026-10-27", ""},
    };
    for (const readable& row : rows) {
        CAPTURE(row.text);
        const written_date read = read_date(row.text);
        REQUIRE((read.shape == written_date::form::day) == (*row.day != '\0'));
        if (*row.day != '\0')
            CHECK(to_iso_date(read.on(date_order::mdy)) == row.day);
    }
}

TEST_CASE("the day numbers of a spreadsheet are days from 1999 to 2099")
{
    const readable rows[] = {
        {"46315", "2026-10-20"},
        {"46315.96", "2026-10-20"},
        {"46315,5", "2026-10-20"},
        {"36161", "1999-01-01"},
        {"73050", "2099-12-31"},
        {"36160", ""},
        {"73051", ""},
        {"463150", ""},
        {"4631", ""},
        {"-46315", ""},
        {"46315 days", ""},
        {"20102026", ""},
    };
    for (const readable& row : rows) {
        CAPTURE(row.text);
        const written_date read = read_date(row.text);
        REQUIRE((read.shape == written_date::form::day) == (*row.day != '\0'));
        if (*row.day != '\0')
            CHECK(to_iso_date(read.on(date_order::mdy)) == row.day);
    }
}

TEST_CASE("a cell that is not a date, or not a day of the calendar, is unreadable")
{
    for (const std::string text : {"",
                                   " ",
                                   "x",
                                   "2026",
                                   "11/2026",
                                   "2026-02-30",
                                   "2025-02-29",
                                   "2026-13-01",
                                   "2026-00-10",
                                   "2026-11-23x",
                                   "2026-11-23 tomorrow",
                                   "31/31/2026",
                                   "0/1/2026",
                                   "30.02.2026",
                                   "1/2/202",
                                   "1/2/20266",
                                   "1/2-2026",
                                   "1//2026",
                                   "Nov 31, 2026",
                                   "Foo 23, 2026",
                                   "Nov 23",
                                   "Nov Dec 2026",
                                   "23 Nov Dec 2026",
                                   "1899-12-31",
                                   "2200-01-01",
                                   "0026-11-23",
                                   "2026年13月1日",
                                   "2026年11月23",
                                   "1 2 3 Nov 2026",
                                   "-1-1-1",
                                   "11/23/26/1",
                                   "99999999999999999999/1/1",
                                   "Nov 5 2026 2027",
                                   "20 Oct 23h05",
                                   "20 oct. 23 h 05",
                                   "20 Oct 11.05 PM",
                                   "20 Oct 11:05 PM",
                                   "20 Oct 11 PM",
                                   "1.2.3.4",
                                   "01.10.2026 - 05.10.2026",
                                   "2026-10-01 - 05-10-2026",
                                   "01/10/26 - 05/10/26",
                                   "01/10/26, 05/10/26",
                                   "2026-11-23T",
                                   "2026-11-23T99:00",
                                   "R8.10.20",
                                   "H30/10/20",
                                   "T5-10-20"}) {
        CAPTURE(text);
        CHECK(read_date(text).shape == written_date::form::unreadable);
    }
    CHECK(read_date("2026-11-23 at 11:05 " + std::string(200, 'x')).shape == written_date::form::unreadable);
    CHECK(read_date("\xEF\xBC\x80").shape == written_date::form::unreadable);
    CHECK(read_date("\xEF\xBC\xEF\xBC").shape == written_date::form::unreadable);
}

struct numeric {
    const char* text;
    const char* mdy;  ///< empty when that order gives no day
    const char* dmy;
    const char* ymd;
};

TEST_CASE("numbers keep every order that gives a day")
{
    const numeric rows[] = {
        {"10/11/26", "2026-10-11", "2026-11-10", "2010-11-26"},
        {"10/11/2026", "2026-10-11", "2026-11-10", ""},
        {"10-11-2026 14:05", "2026-10-11", "2026-11-10", ""},
        {"13/11/2026", "", "2026-11-13", ""},
        {"11/13/2026", "2026-11-13", "", ""},
        {"26/11/23", "", "2023-11-26", "2026-11-23"},
        {"26/11/31", "", "2031-11-26", ""},
        {"31.12.26", "", "2026-12-31", "2031-12-26"},
        {"1.2.03", "2003-01-02", "2003-02-01", "2001-02-03"},
        {"23. 11. 2026", "", "2026-11-23", ""},
        {"23 / 11 / 2026", "", "2026-11-23", ""},
        {"2/29/24", "2024-02-29", "", ""},
        {"00/01/02", "", "", "2000-01-02"},
        {"1/1/00", "2000-01-01", "2000-01-01", ""},
        {"1/1/99", "2099-01-01", "2099-01-01", ""},
    };
    for (const numeric& row : rows) {
        CAPTURE(row.text);
        const written_date read = read_date(row.text);
        REQUIRE(read.shape == written_date::form::numbers);
        const std::pair<date_order, const char*> expected[] = {
            {date_order::mdy, row.mdy}, {date_order::dmy, row.dmy}, {date_order::ymd, row.ymd}};
        for (const auto& [order, day] : expected) {
            CAPTURE(day);
            REQUIRE(((read.orders & bit_of(order)) != 0) == (*day != '\0'));
            if (*day != '\0')
                CHECK(to_iso_date(read.on(order)) == day);
        }
    }
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
