// Walks tests/data/config: NAME.bad.yaml must give exactly the lines of NAME.expected, NAME.good.yaml must load
// with exactly those warnings.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

#include "environment.hpp"

using namespace defectd;

namespace {

const std::string folder = DEFECTD_TEST_DATA "/config";

std::set<std::string> files_ending(const std::string& end)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (const std::string name = entry.path().filename().string(); name.ends_with(end))
            names.insert(name);
    return names;
}

std::string expected_for(const std::string& fixture)
{
    const std::string path = folder + '/' + fixture.substr(0, fixture.find('.')) + ".expected";
    std::ifstream in(path, std::ios::binary);
    REQUIRE_MESSAGE(in, path, " is missing");
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_SUITE("config/fixtures")
{
    TEST_CASE("each bad configuration gives exactly its expected mistakes")
    {
        const std::set<std::string> fixtures = files_ending(".bad.yaml");
        CHECK(fixtures.size() >= 45);
        for (const std::string& fixture : fixtures) {
            CAPTURE(fixture);
            const auto loaded = load_configuration(fixture, test::in_folder(folder));
            REQUIRE_FALSE(loaded.has_value());
            CHECK(test::lines_of(loaded.error()) == expected_for(fixture));
        }
    }

    TEST_CASE("each good configuration loads with exactly its expected warnings")
    {
        const std::set<std::string> fixtures = files_ending(".good.yaml");
        CHECK(fixtures.size() >= 6);
        for (const std::string& fixture : fixtures) {
            CAPTURE(fixture);
            const auto loaded = load_configuration(fixture, test::in_folder(folder));
            REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : test::lines_of(loaded.error())));
            CHECK(test::lines_of(loaded->warnings) == expected_for(fixture));
        }
    }

    TEST_CASE("a configuration with eight different mistakes reports all eight with line and column")
    {
        const auto loaded = load_configuration("eight-mistakes.bad.yaml", test::in_folder(folder));
        REQUIRE_FALSE(loaded.has_value());
        CHECK(loaded.error().size() == 8);
        for (const config_note& note : loaded.error()) {
            CHECK(note.line > 0);
            CHECK(note.column > 0);
            CHECK_FALSE(note.path.empty());
        }
    }
}
