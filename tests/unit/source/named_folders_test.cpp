#include "defectd/source/named_folders.hpp"

#include <doctest/doctest.h>

using namespace defectd;

TEST_SUITE("source/named_folders")
{
    using paths = std::set<std::string>;

    TEST_CASE("nothing changed before the first scan")
    {
        const named_folders folders({"/a", "/b"});
        CHECK(folders.change().is_empty());
        CHECK(folders.contains("/a"));
    }

    TEST_CASE("a change is returned until it is stored")
    {
        named_folders folders({"/a", "/b"});
        CHECK(folders.misses_one({"/b", "/c"}));
        folders.note_scans({"/b"}, {"/b", "/c"});
        for (int scan = 0; scan < 2; ++scan) {
            const folder_change change = folders.change();
            CHECK(change.appeared == std::vector<std::string>{"/c"});
            CHECK(change.gone == std::vector<std::string>{"/a"});
        }
        folders.note_stored(folders.change());
        CHECK(folders.change().is_empty());
        CHECK_FALSE(folders.contains("/a"));
        CHECK_FALSE(folders.misses_one({"/b", "/c"}));
    }

    TEST_CASE("a folder is gone when both of two scans miss it, not when one does")
    {
        for (const auto& [first, second] : {std::pair<paths, paths>{{"/a"}, {}}, {{}, {"/a"}}}) {
            named_folders folders({"/a"});
            folders.note_scans(first, second);
            CHECK(folders.change().is_empty());
            folders.note_scans({}, {});
            CHECK(folders.change().gone == std::vector<std::string>{"/a"});
        }
    }

    TEST_CASE("a folder that is back before its absence was stored has not changed")
    {
        named_folders folders({"/a"});
        folders.note_scans({}, {});
        folders.note_scans({"/a"}, {"/a"});
        CHECK(folders.change().is_empty());
    }
}
