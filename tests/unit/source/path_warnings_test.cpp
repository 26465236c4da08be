#include "path_warnings.hpp"

#include <doctest/doctest.h>

#include "support/recorded_log.hpp"

using namespace defectd;

TEST_SUITE("source/path_warnings")
{
    TEST_CASE("a path gets one warning as long as its file is there")
    {
        recorded_log log;
        path_warnings warnings(log, "us");
        const std::vector<scanned_file> files{{.path = "/in/a.csv", .captures = {}, .mark = {}}};
        warnings.warn("/in/a.csv", "skipped");
        warnings.forget_all_but(files);
        warnings.warn("/in/a.csv", "skipped");
        REQUIRE(log.records().size() == 1);
        CHECK(log.records()[0].text == "skipped source=us file=/in/a.csv");
    }

    TEST_CASE("a path whose file was removed is forgotten")
    {
        recorded_log log;
        path_warnings warnings(log, "us");
        warnings.warn("/in/a.csv", "skipped");
        warnings.forget_all_but({});
        warnings.warn("/in/a.csv", "skipped");
        CHECK(log.count(log_level::warning) == 2);
    }
}
