#include "file_work.hpp"

#include <doctest/doctest.h>

using namespace defectd;

namespace {

constexpr collect_request scheduled{};
constexpr collect_request dry_run{.dry_run = true};
constexpr collect_request accepting{.accept = true};
constexpr collect_request dry_accept{.dry_run = true, .accept = true};

found_file file_at(std::int64_t time_ns)
{
    found_file file;
    file.stamp = {time_ns, "report.csv"};
    return file;
}

scope_record record_at(std::int64_t last_applied_ns, bool is_quarantined)
{
    scope_record record;
    record.last_applied = report_stamp{last_applied_ns, "report.csv"};
    if (is_quarantined)
        record.state.quarantined_since = timestamp{};
    return record;
}

}  // namespace

TEST_SUITE("collect/file_work")
{
    TEST_CASE("processed files are wanted for a dry run and to release a quarantine only")
    {
        CHECK(files_wanted(scheduled) == file_choice::unprocessed);
        CHECK(files_wanted(dry_run) == file_choice::all);
        CHECK(files_wanted(accepting) == file_choice::all);
    }

    TEST_CASE("every unprocessed file is collected, in a dry run the newest only")
    {
        const scope_record record = record_at(1, false);
        for (const bool is_newest : {false, true}) {
            CAPTURE(is_newest);
            CHECK(is_work(file_at(2), {.is_newest = is_newest}, scheduled, record));
            CHECK(is_work(file_at(2), {.is_newest = is_newest}, accepting, record));
            CHECK(is_work(file_at(2), {.is_newest = is_newest}, dry_run, record) == is_newest);
        }
    }

    TEST_CASE("a processed file is collected in a dry run when it is the newest")
    {
        const scope_record record = record_at(2, false);
        CHECK_FALSE(is_work(file_at(2), {.is_newest = true, .is_processed = true}, scheduled, record));
        CHECK_FALSE(is_work(file_at(2), {.is_newest = true, .is_processed = true}, accepting, record));
        CHECK(is_work(file_at(2), {.is_newest = true, .is_processed = true}, dry_run, record));
        CHECK_FALSE(is_work(file_at(2), {.is_newest = false, .is_processed = true}, dry_run, record));
    }

    TEST_CASE("the report applied last is collected again to release the quarantine that began with it")
    {
        const scope_record quarantined = record_at(2, true);
        const found_as processed{.is_newest = false, .is_processed = true};
        for (const collect_request& request : {accepting, dry_accept}) {
            CAPTURE(request.dry_run);
            CHECK(releases_quarantine(request, quarantined));
            CHECK(is_work(file_at(2), processed, request, quarantined));
            CHECK_FALSE(is_work(file_at(1), processed, request, quarantined));
            CHECK_FALSE(is_work(file_at(2), processed, request, record_at(2, false)));
        }
        CHECK_FALSE(is_work(file_at(2), processed, scheduled, quarantined));
    }

    TEST_CASE("a file whose time is ahead of the clock is recognized as the last one by its name")
    {
        found_file file = file_at(3);
        file.time_was_ahead = true;
        CHECK(is_work(file, {.is_newest = true, .is_processed = true}, accepting, record_at(2, true)));
    }
}
