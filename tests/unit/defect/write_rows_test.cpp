#include <doctest/doctest.h>

#include "defectd/defect/diff.hpp"
#include "support/defect_samples.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

tracked_defect row(std::string order_id, int revision = 0)
{
    tracked_defect made;
    made.key = {std::move(order_id), claim};
    made.revision = revision;
    return made;
}

}  // namespace

TEST_SUITE("defect/write_rows")
{
    TEST_CASE("rows replace those of their key, and new ones are inserted in order")
    {
        std::vector<tracked_defect> known{row("b"), row("d"), row("f")};
        write_rows(known, {row("a", 1), row("d", 1), row("e", 1), row("g", 1)});
        CHECK(known == std::vector{row("a", 1), row("b"), row("d", 1), row("e", 1), row("f"), row("g", 1)});
    }

    TEST_CASE("writing no rows changes nothing; rows written to an empty snapshot are the snapshot")
    {
        std::vector<tracked_defect> known{row("b")};
        write_rows(known, {});
        CHECK(known == std::vector{row("b")});
        known.clear();
        write_rows(known, {row("a"), row("b")});
        CHECK(known == std::vector{row("a"), row("b")});
    }
}
