#include "defectd/store/state_watch.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "defectd/store/sqlite.hpp"
#include "sqlite/fault_in.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view names[]{"defectd.db", "defectd.db-wal", "lock"};

void write_all(const std::string& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// What a look finds after `change` was made to a folder with all three files.
std::optional<store_fault> fault_after(const std::function<void(const temporary_folder&)>& change)
{
    const temporary_folder folder;
    for (const std::string_view name : names)
        write_all(folder.file(std::string(name)), "what it held");
    state_watch watch(folder.path());
    CHECK_FALSE(fault_in([&] { watch.check(); }));
    change(folder);
    return fault_in([&] { watch.check(); });
}

}  // namespace

TEST_SUITE_BEGIN("store/state_watch");

TEST_CASE("a file that is moved, deleted or replaced is noticed at the next check")
{
    for (const std::string_view word : names) {
        const std::string name(word);
        CAPTURE(name);
        CHECK(fault_after([&](const auto& folder) { fs::remove(folder.file(name)); }) ==
              store_fault::replaced);
        CHECK(fault_after([&](const auto& folder) {
                  fs::rename(folder.file(name), folder.file("elsewhere"));
                  fs::create_symlink(folder.file("elsewhere"), folder.file(name));
              }) == store_fault::replaced);
        CHECK(fault_after([&](const auto& folder) {
                  write_all(folder.file("other"), "a copy, perhaps");
                  fs::rename(folder.file("other"), folder.file(name));
              }) == store_fault::replaced);
    }
}

TEST_CASE("a moved folder is noticed as missing files")
{
    const temporary_folder above;
    fs::create_directory(above.file("state"));
    write_all(above.file("state/defectd.db"), "what it held");
    state_watch watch(above.file("state"));
    fs::rename(above.file("state"), above.file("moved"));
    CHECK(fault_in([&] { watch.check(); }) == store_fault::replaced);
}

TEST_CASE("a truncated database is noticed, and a growing one is accepted")
{
    CHECK(fault_after([](const auto& folder) { write_all(folder.file("defectd.db"), ""); }) ==
          store_fault::replaced);
    CHECK_FALSE(
        fault_after([](const auto& folder) { write_all(folder.file("defectd.db"), "more than before"); }));
    CHECK_FALSE(fault_after([](const auto& folder) { write_all(folder.file("defectd.db-wal"), ""); }));
}

TEST_SUITE_END();
