#include "client/listing.hpp"

#include <doctest/doctest.h>

namespace defectd {

TEST_SUITE("app/listing")
{
    TEST_CASE("the rows of a page are taken byte for byte")
    {
        const listing read = read_page("{\"events\":[\n"
                                       "{\"id\":\"evt_1\",\"rate\":0.00857,\"a\":\"\\u00e9],[{\"},\n"
                                       "{\"id\":\"evt_2\",\"list\":[1,2]}\n"
                                       "],\"next_cursor\":\"41\"}\n");
        REQUIRE(read.rows.size() == 2);
        CHECK(read.rows[0] == "{\"id\":\"evt_1\",\"rate\":0.00857,\"a\":\"\\u00e9],[{\"}");
        CHECK(read.rows[1] == "{\"id\":\"evt_2\",\"list\":[1,2]}");
        CHECK(read.next_cursor == "41");
    }

    TEST_CASE("the last page has no cursor, an empty one no rows")
    {
        const listing read = read_page("{\"deliveries\":[\n],\"next_cursor\":null}\n");
        CHECK(read.rows.empty());
        CHECK(read.next_cursor.empty());
    }
}

}  // namespace defectd
