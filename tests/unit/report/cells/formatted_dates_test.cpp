// Days as formatters write them (CLDR patterns and those of other tools), read back.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "cells/written_date.hpp"

namespace defectd {
namespace {

/// How dates are written in a language; months from January, weekdays from Sunday.
struct formatter {
    std::string language;
    std::array<std::string, 12> months;
    std::array<std::string, 12> short_months;
    std::array<std::string, 7> weekdays;
    std::array<std::string, 7> short_weekdays;
    std::vector<std::string> patterns;
};

const formatter formatters[] = {
    {"English",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December"},
     {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
     {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
     {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
     {"{month} {d}, {y}", "{weekday}, {month} {d}, {y} at 11:05:07 PM Pacific Daylight Time",
      "{month} {d}, {y} at 11:05 PM PST", "{mon} {d}, {y}, 11:05:07\u202fPM",
      "{wd}, {mon} {d}, {y}, 11 PM UTC",
      "{wd} {mon} {dd} {y} 23:05:07 GMT+0200 (Central European Summer Time)",
      "{wd} {mon} {dd} 23:05:07 UTC {y}", "{dd}-{mon}-{y} UTC"}},
    {"British",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December"},
     {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"},
     {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
     {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
     {"{weekday}, {d} {month} {y} at 23:05:07 British Summer Time", "{weekday} {d} {month} {y} at 23:05",
      "{d} {mon} {y}, 23:05", "{d} {month} {y} at 11:05 p.m."}},
    {"German",
     {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
      "November", "Dezember"},
     {"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
     {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
     {"So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."},
     {"{d}. {month} {y} um 23:05", "{weekday}, {d}. {month} {y} um 23:05:07 Mitteleuropäische Sommerzeit",
      "{wd}, {d}. {mon} {y}, 23:05 Uhr", "{weekday}, den {d}. {month} {y}", "{dd}.{mm}.{y}, 23:05:07 MEZ",
      "{wd}, {dd}.{mm}.{y}"}},
    {"French",
     {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
      "novembre", "décembre"},
     {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
     {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
     {"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
     {"{weekday} {d} {month} {y} à 23:05:07 heure d’été d’Europe centrale", "{d} {month} {y} à 23:05",
      "{d} {month} {y} à 23 h 05", "le {wd} {d} {mon} {y}, 23:05:07", "{d} {mon} {y} à 23h05",
      "{dd}/{mm}/{y}\u00a023:05"}},
    {"Spanish",
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
      "noviembre", "diciembre"},
     {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
     {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
     {"dom", "lun", "mar", "mié", "jue", "vie", "sáb"},
     {"{weekday}, {d} de {month} de {y}, 23:05:07 (hora de verano de Europa central)",
      "{d} de {month} de {y} a las 23:05", "{d} de {month} de {y}, 11:05 p.\u00a0m.",
      "{wd}, {d} {mon} {y}, 23:05", "{dd}/{mm}/{y}, 23:05"}},
    {"Italian",
     {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
      "ottobre", "novembre", "dicembre"},
     {"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
     {"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
     {"dom", "lun", "mar", "mer", "gio", "ven", "sab"},
     {"{weekday} {d} {month} {y} alle ore 23:05:07 Ora legale dell’Europa centrale",
      "{d} {month} {y} alle 23:05", "{wd} {d} {mon} {y}, 23:05", "{d} {mon} {y}, ore 23.05"}},
    {"Japanese",
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
     {"日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"},
     {"日", "月", "火", "水", "木", "金", "土"},
     {"{y}年{m}月{d}日{weekday} 23時05分07秒 中央ヨーロッパ夏時間", "{y}年{m}月{d}日 23:05:07 JST",
      "{y}年{m}月{d}日({wd}) 午後11時05分", "{y}年{m}月{d}日 午後11:05", "{y}/{mm}/{dd}({wd}) 23:05",
      "{y}/{mm}/{dd} 23:05:07", "{weekday} {y}年{m}月{d}日"}},
    {"Dutch",
     {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
      "november", "december"},
     {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
     {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
     {"zo", "ma", "di", "wo", "do", "vr", "za"},
     {"{weekday} {d} {month} {y} om 23:05:07 Midden-Europese zomertijd", "{d} {month} {y} om 23:05",
      "{wd} {d} {mon} {y}, 23:05 uur", "{dd}-{mm}-{y} 23:05"}},
    {"Polish",
     {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
      "października", "listopada", "grudnia"},
     {"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"},
     {"niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"},
     {"niedz.", "pon.", "wt.", "śr.", "czw.", "pt.", "sob."},
     {"{weekday}, {d} {month} {y} 23:05:07 czas środkowoeuropejski letni", "{d} {month} {y} o 23:05",
      "{d} {month} {y} r. o godz. 23:05", "{wd}, {d} {mon} {y}, 23:05", "{dd}.{mm}.{y}, 23:05"}},
    {"Swedish",
     {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
      "november", "december"},
     {"jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."},
     {"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
     {"sön", "mån", "tis", "ons", "tors", "fre", "lör"},
     {"{weekday} {d} {month} {y} kl. 23:05:07 centraleuropeisk sommartid", "den {d} {month} {y} kl. 23.05",
      "{wd} {d} {mon} {y} 11:05 em", "{y}-{mm}-{dd} kl. 23:05"}},
    {"Turkish",
     {"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım",
      "Aralık"},
     {"Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"},
     {"Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi"},
     {"Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt"},
     {"{d} {month} {y} {weekday} 23:05:07 Orta Avrupa Yaz Saati", "{d} {month} {y} saat 23:05",
      "{d} {mon} {y} {wd} 23:05", "{d} {mon} {y} ÖS 11:05"}},
    {"Portuguese",
     {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
      "novembro", "dezembro"},
     {"jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."},
     {"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"},
     {"dom.", "seg.", "ter.", "qua.", "qui.", "sex.", "sáb."},
     {"{weekday}, {d} de {month} de {y} às 23:05:07 Horário de Brasília", "{d} de {month} de {y} às 23h05",
      "{wd}, {d} de {mon} de {y}, 23:05", "{weekday}, {dd}/{mm}/{y} 23:05"}},
    {"Chinese",
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
     {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
     {"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
     {"{y}年{m}月{d}日{weekday} 中国标准时间 23:05:07", "{y}年{m}月{d}日{weekday}下午11:05",
      "{y}年{m}月{d}日 23:05:07", "{m}月{d}日, {y}", "{y}年{m}月{d}日{wd} UTC下午11时",
      "{y}/{mm}/{dd} {wd}"}},
    {"Taiwanese",
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
     {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
     {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
     {"週日", "週一", "週二", "週三", "週四", "週五", "週六"},
     {"{y}年{m}月{d}日 {weekday} 晚上11:05:07 [太平洋夏令時間]", "{y}年{m}月{d}日 下午11:05",
      "{y}/{mm}/{dd} 晚上11:05", "{y}年{m}月{d}日 {wd}"}},
};

std::string formatted(const formatter& with, const std::string& pattern, date day)
{
    const std::chrono::year_month_day parts{day};
    const unsigned month = static_cast<unsigned>(parts.month());
    const unsigned number = static_cast<unsigned>(parts.day());
    const unsigned weekday = std::chrono::weekday{day}.c_encoding();
    return fmt::format(
        fmt::runtime(pattern), fmt::arg("y", static_cast<int>(parts.year())), fmt::arg("m", month),
        fmt::arg("mm", fmt::format("{:02}", month)), fmt::arg("d", number),
        fmt::arg("dd", fmt::format("{:02}", number)), fmt::arg("month", with.months.at(month - 1)),
        fmt::arg("mon", with.short_months.at(month - 1)), fmt::arg("weekday", with.weekdays.at(weekday)),
        fmt::arg("wd", with.short_weekdays.at(weekday)));
}

/// The day read; numbers alone in the order of Europe.
std::string day_read(const std::string& text)
{
    const written_date read = read_date(text);
    if (read.shape == written_date::form::unreadable ||
        (read.shape == written_date::form::numbers && (read.orders & bit_of(date_order::dmy)) == 0))
        return "unreadable";
    return to_iso_date(read.on(date_order::dmy));
}

TEST_SUITE_BEGIN("report/formatted_dates");

TEST_CASE("a day written in any language and style is read as that day")
{
    std::mt19937 random(20'261'020);
    std::uniform_int_distribution<int> some_day(0, 80 * 365);
    for (const formatter& with : formatters)
        for (const std::string& pattern : with.patterns)
            for (int round = 0; round < 60; ++round) {
                const date day = date{std::chrono::year{2001} / 1 / 1} + std::chrono::days{some_day(random)};
                const std::string text = formatted(with, pattern, day);
                CAPTURE(with.language);
                CAPTURE(text);
                REQUIRE(day_read(text) == to_iso_date(day));
            }
}

TEST_CASE("each month is read in every language, style and case")
{
    for (const formatter& with : formatters)
        for (int month = 1; month <= 12; ++month) {
            const date day = std::chrono::sys_days{std::chrono::year{2026} / month / 5};
            for (const std::string& pattern : with.patterns) {
                const std::string text = formatted(with, pattern, day);
                CAPTURE(text);
                CHECK(day_read(text) == to_iso_date(day));
            }
        }
}

TEST_SUITE_END();

}  // namespace
}  // namespace defectd
