#include "defectd/config/marketplaces.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace defectd;

TEST_SUITE("config/marketplaces")
{
    TEST_CASE("a marketplace is found by country code in any case and by id")
    {
        const struct {
            const char* text;
            const char* id;
            date_order dates;
        } rows[] = {{"US", "ATVPDKIKX0DER", date_order::mdy},
                    {"us", "ATVPDKIKX0DER", date_order::mdy},
                    {"GB", "A1F83G8C2ARO7P", date_order::dmy},
                    {"uk", "A1F83G8C2ARO7P", date_order::dmy},
                    {"A1PA6795UKMFR9", "A1PA6795UKMFR9", date_order::dmy},
                    {"JP", "A1VC38T7YXB528", date_order::ymd},
                    {"SE", "A2NODRKZP88ZB9", date_order::ymd}};
        for (const auto& row : rows) {
            CAPTURE(row.text);
            const marketplace* const found = find_marketplace(row.text);
            REQUIRE(found != nullptr);
            CHECK(found->id == row.id);
            CHECK(found->dates == row.dates);
        }
        for (const char* const text : {"", "XX", "USA", "a1pa6795ukmfr9", "*"})
            CHECK(find_marketplace(text) == nullptr);
    }

    TEST_CASE("codes and ids stand once, and each has a date order")
    {
        std::set<std::string_view> seen;
        for (const marketplace& each : marketplaces()) {
            CHECK(seen.insert(each.country).second);
            CHECK(seen.insert(each.id).second);
            CHECK(each.dates != date_order::automatic);
        }
    }
}
