#include "folder_scan.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "defectd/base/finally.hpp"
#include "support/temporary_folder.hpp"

namespace defectd {

TEST_SUITE("source/folder_scan")
{
    TEST_CASE("a folder that may be listed but not entered is unreadable, however many files it has")
    {
        const temporary_folder folder;
        for (const char* name : {"in/1.csv", "in/2.csv"}) {
            std::filesystem::create_directory(folder.file("in"));
            std::ofstream(folder.file(name)) << "x";
        }
        REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
        REQUIRE(::chmod(folder.file("in").c_str(), 0744) == 0);
        const auto steps = split_pattern(folder.file("in/*.csv"));
        CHECK(scan_folders(steps).unreadable.empty());

        // Root may enter every folder, and an owner one whose owner may: so another user looks, or the owner may not.
        constexpr uid_t nobody = 65534;
        const uid_t before = ::geteuid();
        if (before == 0)
            REQUIRE(::seteuid(nobody) == 0);
        else
            REQUIRE(::chmod(folder.file("in").c_str(), 0444) == 0);
        const finally restore([&] {
            static_cast<void>(::seteuid(before) == 0);
            static_cast<void>(::chmod(folder.file("in").c_str(), 0755) == 0);
        });
        const folder_scan found = scan_folders(steps);
        CHECK(found.files.empty());
        REQUIRE(found.unreadable.size() == 1);
        CHECK(found.unreadable.front() == folder.file("in") + ": Permission denied");
    }
}

}  // namespace defectd
