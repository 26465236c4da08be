#include "client/text_table.hpp"

#include <doctest/doctest.h>

namespace defectd {

TEST_SUITE("app/text_table")
{
    TEST_CASE("columns are as wide as their widest cell, and no line ends with blanks")
    {
        text_table table({{"NAME"}, {"DUE", text_table::side::right}, {"STATE"}});
        table.add({"support-desk", "7", "failing"});
        table.add({"a", "12345", ""});
        CHECK(table.text() == "NAME            DUE  STATE\n"
                              "support-desk      7  failing\n"
                              "a             12345\n");
    }
}

}  // namespace defectd
