#include "defectd/source/report_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <array>
#include <fstream>
#include <system_error>

#include "support/temporary_folder.hpp"

using namespace defectd;

namespace {

void write_file(const std::string& path, std::string_view text)
{
    std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_SUITE("source/report_file")
{
    TEST_CASE("a file is read to its end, and then gives 0 bytes")
    {
        const temporary_folder folder;
        write_file(folder.file("a.csv"), "hello");
        report_file file(folder.file("a.csv"));
        std::array<char, 3> piece{};
        CHECK(file.read(piece) == 3);
        CHECK(file.read(piece) == 2);
        CHECK(file.read(piece) == 0);
    }

    TEST_CASE("the mark changes when the file is written to")
    {
        const temporary_folder folder;
        write_file(folder.file("a.csv"), "hello");
        const report_file file(folder.file("a.csv"));
        const file_mark before = file.mark();
        CHECK(file.mark() == before);
        std::ofstream(folder.file("a.csv"), std::ios::app) << "more";
        CHECK(file.mark() != before);
    }

    TEST_CASE("a missing file, a folder and a pipe are rejected by name and without waiting")
    {
        const temporary_folder folder;
        REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
        for (const std::string& path : {folder.file("missing"), folder.path(), folder.file("pipe")}) {
            CAPTURE(path);
            try {
                const report_file file(path);
                FAIL("it was opened");
            } catch (const std::system_error& error) {
                CHECK(std::string(error.what()).find(path) != std::string::npos);
            }
        }
    }
}
