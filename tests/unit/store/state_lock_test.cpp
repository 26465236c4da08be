#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "defectd/store/sqlite.hpp"
#include "support/temporary_folder.hpp"

using namespace defectd;
namespace fs = std::filesystem;

namespace {

/// Why the lock is refused; nullopt when it is given.
std::optional<store_error> refusal(const std::string& folder)
{
    try {
        const state_lock lock{folder};
        return std::nullopt;
    } catch (const store_error& error) {
        return error;
    }
}

std::string lock_content(const temporary_folder& folder)
{
    std::string line;
    std::ifstream file(folder.file("lock"));
    std::getline(file, line);
    return line;
}

std::string lock_text_of(const temporary_folder& folder)
{
    std::ifstream file(folder.file("lock"));
    return {std::istreambuf_iterator<char>(file), {}};
}

mode_t mode_of(const std::string& path)
{
    struct stat found = {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 07777U;
}

}  // namespace

TEST_SUITE_BEGIN("store/state_lock");

TEST_CASE("the lock file names the holder's pid")
{
    const temporary_folder folder;
    const state_lock lock{folder.path()};
    CHECK(lock_content(folder) == std::to_string(::getpid()));
}

TEST_CASE("a longer text of an earlier holder is overwritten completely")
{
    const temporary_folder folder;
    std::ofstream(folder.file("lock")) << "123456789012345\nand more";
    const state_lock lock{folder.path()};
    CHECK(lock_content(folder) == std::to_string(::getpid()));
}

TEST_CASE("the id of the database stays in the file under every holder and pid")
{
    const temporary_folder folder;
    const std::string id = "0123456789abcdef0123456789abcdef";
    {
        state_lock lock{folder.path()};
        CHECK(lock.database_id().empty());
        lock.remember_database(id);
        CHECK(lock.database_id() == id);
    }
    std::fstream(folder.file("lock")) << "1\n";  // a holder with a short pid writes over the longer one
    CHECK(state_lock{folder.path()}.database_id() == id);
    CHECK(lock_content(folder) == std::to_string(::getpid()));
    CHECK(fs::file_size(folder.file("lock")) == 49);
}

TEST_CASE("the id has the same offset for every holder")
{
    const temporary_folder folder;
    const std::string id = "0123456789abcdef0123456789abcdef";
    state_lock{folder.path()}.remember_database(id);
    const std::string before = lock_text_of(folder);
    static_cast<void>(state_lock{folder.path()});
    CHECK(lock_text_of(folder).size() == before.size());
    CHECK(lock_text_of(folder).find(id) == before.find(id));
}

TEST_CASE("a second holder is rejected with the pid of the first, and succeeds after it")
{
    const temporary_folder folder;
    {
        const state_lock lock{folder.path()};
        const auto refused = refusal(folder.path());
        REQUIRE(refused);
        CHECK(refused->fault() == store_fault::locked);
        CHECK(std::string{refused->what()}.find("process " + std::to_string(::getpid())) !=
              std::string::npos);
    }
    CHECK_FALSE(refusal(folder.path()));
}

TEST_CASE("a killed holder leaves no lock")
{
    const temporary_folder folder;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const state_lock lock{folder.path()};
        static_cast<void>(::write(ready[1], "x", 1) == 1);
        for (;;)
            ::pause();
    }
    ::close(ready[1]);
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    const auto refused = refusal(folder.path());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    REQUIRE(refused);
    CHECK(std::string{refused->what()}.find("process " + std::to_string(child)) != std::string::npos);
    CHECK_FALSE(refusal(folder.path()));
}

TEST_CASE("a missing directory is created for its owner only")
{
    const temporary_folder folder;
    const std::string state = folder.file("state");
    const state_lock lock{state};
    CHECK(mode_of(state) == 0700);
    CHECK(mode_of(state + "/lock") == 0600);
}

TEST_CASE("a path that is not a directory is reported")
{
    const temporary_folder folder;
    std::ofstream(folder.file("file")) << "x";
    const auto refused = refusal(folder.file("file"));
    REQUIRE(refused);
    CHECK(refused->fault() == store_fault::io);
    CHECK(std::string{refused->what()}.find("is not a directory") != std::string::npos);
}

TEST_CASE("a directory that cannot be created or locked is no_access")
{
    const temporary_folder folder;
    std::ofstream(folder.file("file")) << "x";
    fs::create_symlink(folder.file("file"), folder.file("lock"));
    for (const std::string& path : {folder.file("missing/state"), folder.path()}) {
        CAPTURE(path);
        const auto refused = refusal(path);
        REQUIRE(refused);
        CHECK(refused->fault() == store_fault::no_access);
        CHECK(std::string{refused->what()}.find(path) != std::string::npos);
    }
}

TEST_SUITE_END();
