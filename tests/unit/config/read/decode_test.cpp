#include "read/decode.hpp"

#include <doctest/doctest.h>

#include <string>

#include "schema/schema.hpp"

using namespace defectd;

namespace {

yaml_node value_of(const std::string& yaml)
{
    return read_yaml(yaml).root;
}

}  // namespace

TEST_SUITE("config/decode")
{
    TEST_CASE("a truth value is true or false, plain")
    {
        const schema_row row{.path = "x"};
        CHECK(*as_boolean(value_of("true"), row));
        CHECK_FALSE(*as_boolean(value_of("false"), row));
        for (const char* const text : {"yes", "no", "on", "True", "FALSE", "1", "\"true\"", "~", "[true]"}) {
            CAPTURE(text);
            CHECK_FALSE(as_boolean(value_of(text), row).has_value());
        }
    }

    TEST_CASE("a whole number is decimal digits and nothing else")
    {
        const schema_row row{.path = "x"};
        CHECK(*as_integer(value_of("0"), row) == 0);
        CHECK(*as_integer(value_of("-5"), row) == -5);
        CHECK(*as_integer(value_of("2000000"), row) == 2'000'000);
        for (const char* const text : {"010", "0x10", "0o7", "1_000", "1e3", "1.0", "+1", "-0x1", "\"5\"",
                                       "00", "- 1", "five", "9223372036854775808"}) {
            CAPTURE(text);
            CHECK_FALSE(as_integer(value_of(text), row).has_value());
        }
    }

    TEST_CASE("both ends of a range are in it")
    {
        const schema_row row{.path = "x", .lowest = "1", .highest = "10"};
        CHECK(as_integer(value_of("1"), row).has_value());
        CHECK(as_integer(value_of("10"), row).has_value());
        CHECK_FALSE(as_integer(value_of("0"), row).has_value());
        CHECK_FALSE(as_integer(value_of("11"), row).has_value());
    }

    TEST_CASE("a number is decimal, finite and without an exponent")
    {
        const schema_row row{.path = "x"};
        CHECK(*as_number(value_of("0.5"), row) == 0.5);
        CHECK(*as_number(value_of("1"), row) == 1.0);
        for (const char* const text :
             {"nan", ".nan", "inf", ".inf", "1e-3", "0x1p3", ".5", "\"0.5\"", "0,5"}) {
            CAPTURE(text);
            CHECK_FALSE(as_number(value_of(text), row).has_value());
        }
    }

    TEST_CASE("a text that looks like a number, a truth value or a date stays the text")
    {
        const schema_row row{.path = "x"};
        for (const char* const text : {"0123", "no", "1e3", "2026-01-01", "true"})
            CHECK(*as_text(value_of(text), row) == text);
        CHECK_FALSE(as_text(value_of("null"), row).has_value());
        CHECK(*as_text(value_of("\"null\""), row) == "null");
    }

    TEST_CASE("durations, sizes and words may be quoted")
    {
        const schema_row row{.path = "x", .words = "a|b"};
        CHECK(as_span(value_of("\"5m\""), row).has_value());
        CHECK(as_size(value_of("'1KiB'"), row).has_value());
        CHECK(*as_word(value_of("\"b\""), row) == "b");
    }

    TEST_CASE("an unknown word lists the known ones and names the nearest")
    {
        const schema_row row{.path = "x", .words = "debug|info|warning|error"};
        const struct {
            const char* written;
            const char* meant;
        } rows[] = {{"debgu1", nullptr}, {"errr", "error"}, {"warn", "warning"}, {"infos", "info"}};
        for (const auto& r : rows) {
            const auto word = as_word(value_of(r.written), row);
            REQUIRE_FALSE(word.has_value());
            CAPTURE(word.error().what);
            CHECK(word.error().what.find("`debug`, `info`, `warning`, `error`") != std::string::npos);
            if (r.meant != nullptr)
                CHECK(word.error().what.find("did you mean `" + std::string(r.meant) + "`") !=
                      std::string::npos);
        }
    }

    TEST_CASE("an error text never carries a terminal's control characters, a key or a URL")
    {
        const schema_row row{.path = "x", .words = "a"};
        for (const char* const text : {"\"\\e[31m\"", "whsec_canary", "https://canary.example.com/x"}) {
            const auto word = as_word(value_of(text), row);
            REQUIRE_FALSE(word.has_value());
            CHECK(word.error().what.find('\x1b') == std::string::npos);
            CHECK(word.error().what.find("canary") == std::string::npos);
        }
    }

    TEST_CASE("what print-config writes reads back as the same text")
    {
        for (const char* const text : {"plain", "no", "0123", "~", "-", "a: b", "a #b", "\"quoted\"",
                                       "back\\slash", "*glob", "{account}", "ü", "on"}) {
            CAPTURE(text);
            const yaml_node node = value_of(to_yaml(std::string(text)));
            CHECK(node.kind == yaml_kind::scalar);
            CHECK(node.text == text);
        }
    }
}
