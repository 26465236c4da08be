#include "yaml/tree.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace defectd;

TEST_SUITE("config/yaml_tree")
{
    TEST_CASE("keys and values know their line and column, counted in characters from 1")
    {
        const yaml_document document = read_yaml("a: 1\nüü: {b: \"x\"}\n");
        REQUIRE(document.faults.empty());
        REQUIRE(document.root.entries.size() == 2);
        const yaml_entry& second = document.root.entries[1];
        CHECK(second.at == yaml_position{2, 1});
        CHECK(second.value.at == yaml_position{2, 5});
        CHECK(second.value.entries[0].at == yaml_position{2, 6});
        CHECK(second.value.entries[0].value.at == yaml_position{2, 9});
    }

    TEST_CASE("an empty value has the place of its key, a written null its own")
    {
        const yaml_document document = read_yaml("a:\nb: ~\nc: null\nnull_like: 1\n");
        REQUIRE(document.root.entries.size() == 4);
        CHECK(document.root.entries[0].value.kind == yaml_kind::null);
        CHECK(document.root.entries[0].value.at == yaml_position{1, 1});
        CHECK(document.root.entries[1].value.at == yaml_position{2, 4});
        CHECK(document.root.entries[2].value.at == yaml_position{3, 4});
    }

    TEST_CASE("a repeated key is kept, both values in their order")
    {
        const yaml_document document = read_yaml("a: 1\na: 2\n");
        REQUIRE(document.root.entries.size() == 2);
        CHECK(document.root.entries[0].value.text == "1");
        CHECK(document.root.entries[1].value.text == "2");
    }

    TEST_CASE("quotes are told from plain text")
    {
        const yaml_document document = read_yaml("[null, \"null\", 1, '1']");
        REQUIRE(document.root.items.size() == 4);
        CHECK(document.root.items[0].kind == yaml_kind::null);
        CHECK(document.root.items[1].kind == yaml_kind::scalar);
        CHECK(document.root.items[2].plain);
        CHECK_FALSE(document.root.items[3].plain);
    }

    TEST_CASE("nothing, and comments only, are an empty document")
    {
        for (const char* const text : {"", "# only a comment\n", "\xEF\xBB\xBF", "---\n"}) {
            CAPTURE(text);
            const yaml_document document = read_yaml(text);
            CHECK(document.readable);
            CHECK(document.faults.empty());
            CHECK(document.root.kind == yaml_kind::null);
        }
    }

    TEST_CASE("what breaks the file off leaves one fault and no tree")
    {
        std::string list = "[";
        for (std::size_t i = 0; i <= max_yaml_nodes; ++i)
            list += "1,";
        const std::string rows[] = {"a: 1\n--- \nb: 2\n",  "a: [1\n",  "a: \"never closed\n",
                                    "a: 'it''s open\n",    "a: \x04",  "a: \xFF",
                                    std::string(100, '['), list + "]", std::string(max_yaml_bytes + 1, '#')};
        for (const std::string& text : rows) {
            CAPTURE(text.substr(0, 40));
            const yaml_document document = read_yaml(text);
            CHECK_FALSE(document.readable);
            CHECK(document.faults.size() == 1);
        }
    }

    TEST_CASE("a closed quote with escapes in it is fine")
    {
        for (const char* const text :
             {"a: \"x \\\" y\"", "a: 'it''s'", "a: \"\\\\\"", "a: ''", "a: \"two\n  lines\""}) {
            CAPTURE(text);
            CHECK(read_yaml(text).faults.empty());
        }
    }

    TEST_CASE("anchors, aliases, tags and keys that are not words are faults, each of them told")
    {
        const yaml_document document = read_yaml("a: &x 1\nb: *x\nc: !!int 1\n? [d]\n: 2\ne: 3\n");
        CHECK(document.readable);
        CHECK(document.faults.size() == 4);
        CHECK(document.root.entries.size() == 4);
        CHECK(document.root.entries.back().key == "e");
    }

    TEST_CASE("an alias bomb is refused without being followed")
    {
        std::string text = "a: &a [1,1,1,1,1,1,1,1,1,1]\n";
        for (char name = 'b'; name < 'z'; ++name) {
            const char previous = static_cast<char>(name - 1);
            text += std::string{name} + ": &" + name + " [*" + previous + ",*" + previous + ",*" + previous +
                    "]\n";
        }
        CHECK(read_yaml(text).faults.size() > 20);
    }
}
