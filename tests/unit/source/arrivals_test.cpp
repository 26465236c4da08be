#include "arrivals.hpp"

#include <doctest/doctest.h>

#include "defectd/source/file_source.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const timestamp start{std::chrono::hours{1}};
const std::string path = "/r/a.csv";

file_mark mark_of_size(std::uint64_t size)
{
    return {.device = 1, .inode = 2, .modified_ns = 3, .size = size};
}

/// What a file looks like whose size never changes.
struct arrivals_rig {
    void hear(file_news::what what, duration after)
    {
        heard.hear({path, what}, mark_of_size(1), start + after);
    }

    /// Looks at what stood still by then.
    [[nodiscard]] bool is_whole(duration after, std::uint64_t size = 1)
    {
        for (const std::string& each : heard.due_checks(start + after))
            heard.note_check(each, mark_of_size(size), start + after);
        const auto file = heard.all().find(path);
        return file != heard.all().end() && file->second.is_whole;
    }

    arrivals heard;
};

}  // namespace

TEST_SUITE("source/arrivals")
{
    TEST_CASE("a file moved in is whole at once")
    {
        arrivals_rig rig;
        rig.hear(file_news::moved_in, 0ms);
        CHECK(rig.is_whole(0ms));
    }

    TEST_CASE("a file closed after writing, or made as a link, is whole when it has not changed for 200 ms")
    {
        for (const auto what : {file_news::closed, file_news::changed}) {
            arrivals_rig rig;
            rig.hear(what, 0ms);
            CHECK(rig.heard.next_check(start) == start + settle_time);
            CHECK_FALSE(rig.is_whole(settle_time - 1ms));
            CHECK(rig.is_whole(settle_time));
            CHECK_FALSE(rig.heard.next_check(start + settle_time));
        }
    }

    TEST_CASE("a file that has changed at its check has to stay unchanged for another 200 ms")
    {
        arrivals_rig rig;
        rig.hear(file_news::changed, 0ms);
        CHECK_FALSE(rig.is_whole(settle_time, 2));
        CHECK_FALSE(rig.is_whole(settle_time + 1ms, 2));
        CHECK(rig.is_whole(2 * settle_time, 2));
    }

    TEST_CASE("a file that its writer holds open is not whole, however long it is unchanged")
    {
        arrivals_rig rig;
        rig.hear(file_news::changed, 0ms);
        rig.hear(file_news::opened, 0ms);
        CHECK_FALSE(rig.heard.next_check(start));
        CHECK(rig.heard.waits_for_writer(path, mark_of_size(1), start + 59s));
        CHECK(rig.heard.waits_for_writer(path, mark_of_size(2), start + 59s));
        CHECK(rig.heard.waits_for_writer(path, mark_of_size(2), start + 118s));
        CHECK_FALSE(rig.heard.waits_for_writer(path, mark_of_size(2), start + 119s));
        CHECK_FALSE(rig.is_whole(1h));
        rig.hear(file_news::closed, 1h);
        CHECK(rig.is_whole(1h + settle_time));
    }

    TEST_CASE("a process that reads a new file delays it until it closes the file")
    {
        arrivals_rig rig;
        rig.hear(file_news::changed, 0ms);
        rig.hear(file_news::opened, 1ms);
        rig.hear(file_news::let_go, 2ms);
        CHECK(rig.is_whole(2ms + settle_time));
    }

    TEST_CASE("opening and closing a file that was not written to is ignored")
    {
        arrivals_rig rig;
        rig.hear(file_news::opened, 0ms);
        rig.hear(file_news::let_go, 0ms);
        CHECK(rig.heard.all().empty());
    }

    TEST_CASE("a modification time set after the close delays the file once more")
    {
        arrivals_rig rig;
        rig.hear(file_news::closed, 0ms);
        rig.hear(file_news::changed, settle_time - 1ms);
        CHECK_FALSE(rig.is_whole(settle_time));
        CHECK(rig.is_whole(2 * settle_time - 1ms));
    }

    TEST_CASE("a clock that is set back does not delay a file")
    {
        arrivals_rig rig;
        rig.hear(file_news::closed, 1h);
        CHECK(rig.heard.next_check(start) == start);
        CHECK(rig.is_whole(0ms));
    }
}
