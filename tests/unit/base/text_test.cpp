#include "defectd/base/text.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace defectd;

TEST_SUITE("base/text")
{
    TEST_CASE("a glob matches the whole text, * any characters and ? one character")
    {
        struct row {
            std::string_view pattern;
            std::string_view text;
            bool matches;
        };
        const row rows[] = {
            {"", "", true},
            {"", "a", false},
            {"a", "", false},
            {"*", "", true},
            {"*", "a.b.c", true},
            {"**", "", true},
            {"?", "", false},
            {"?", "a", true},
            {"?", "ab", false},
            {"a*", "a", true},
            {"a*", "ba", false},
            {"*a", "aba", true},
            {"*a", "ab", false},
            {"a*b*c", "aXbXbc", true},
            {"a*b*c", "aXcXb", false},
            {"*ab*", "aab", true},
            {"a?c", "abc", true},
            {"a?c", "ac", false},
            {"*?", "a", true},
            {"*?", "", false},
            {"defect.*", "defect.created", true},
            {"defect.*", "defect", false},
            {"defect*", "defect.created", true},
            {"[a]", "a", false},
            {"[a]", "[a]", true},
            {"\\*", "*", false},
            {"\\*", "\\x", true},
            {"A", "a", false},
            {"a*", "a*", true},
        };
        for (const row& r : rows) {
            CAPTURE(r.pattern);
            CAPTURE(r.text);
            CHECK(glob_matches(r.pattern, r.text) == r.matches);
        }
    }

    TEST_CASE("a glob with many stars is matched in little time")
    {
        std::string pattern;
        for (int n = 0; n < 200; ++n)
            pattern += "a*";
        CHECK_FALSE(glob_matches(pattern + "b", std::string(2'000, 'a')));
    }

    TEST_CASE("sizes have one unit and are below 2^53")
    {
        struct row {
            std::string_view text;
            std::optional<std::uint64_t> bytes;
        };
        const row rows[] = {{"0B", 0},
                            {"512B", 512},
                            {"16KiB", 16'384},
                            {"64MiB", 67'108'864},
                            {"1GiB", 1'073'741'824},
                            {"9007199254740992B", 1ULL << 53U},
                            {"8388608GiB", 1ULL << 53U},
                            {"9007199254740993B", std::nullopt},
                            {"8388609GiB", std::nullopt},
                            {"18446744073709551616B", std::nullopt}};
        for (const row& r : rows) {
            CAPTURE(r.text);
            CHECK(parse_size(r.text) == r.bytes);
        }
        for (const std::string_view text : {"", "B", "1", "1KB", "1kib", "1 KiB", " 1B", "1B ", "-1B", "+1B",
                                            "1.5MiB", "0x1B", "1KiBB", "1e3B"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_size(text));
        }
    }

    TEST_CASE("a size is read from its shortest text")
    {
        CHECK(size_to_text(0) == "0B");
        CHECK(size_to_text(1) == "1B");
        CHECK(size_to_text(1'000) == "1000B");
        CHECK(size_to_text(65'536) == "64KiB");
        CHECK(size_to_text(256ULL << 20U) == "256MiB");
        CHECK(size_to_text(1ULL << 40U) == "1024GiB");
        for (const std::uint64_t bytes : {0ULL, 1ULL, 1'023ULL, 1'024ULL, 1'025ULL, 1ULL << 53U})
            CHECK(parse_size(size_to_text(bytes)) == bytes);
    }

    TEST_CASE("the nearest word is suggested for a misspelling, not for a different word")
    {
        constexpr std::array<std::string_view, 4> words{"subscribers", "sources", "store", "admin"};
        CHECK(nearest_word("subscriber", words) == "subscribers");
        CHECK(nearest_word("soruces", words) == "sources");
        CHECK(nearest_word("stor", words) == "store");
        CHECK(nearest_word("store", words) == "store");
        CHECK_FALSE(nearest_word("unknown", words));
        CHECK_FALSE(nearest_word("", words));
        CHECK_FALSE(nearest_word("xyz", {}));
    }

    TEST_CASE("of two equally near words the first is suggested")
    {
        constexpr std::array<std::string_view, 2> words{"cat", "bat"};
        CHECK(nearest_word("rat", words) == "cat");
    }

    TEST_CASE("a prefix is counted in characters and ends between two of them")
    {
        struct row {
            std::string_view text;
            std::size_t max;
            std::string_view prefix;
        };
        constexpr std::string_view mixed = "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z";  // 2, 3, 4 and 1 bytes
        const row rows[] = {{"", 5, ""},
                            {"abc", 0, ""},
                            {"abc", 2, "ab"},
                            {"abc", 3, "abc"},
                            {"abc", 4, "abc"},
                            {mixed, 1, "\xC3\xA4"},
                            {mixed, 2, "\xC3\xA4\xE2\x82\xAC"},
                            {mixed, 3, "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"},
                            {mixed, 4, mixed}};
        for (const row& r : rows) {
            CAPTURE(r.text);
            CAPTURE(r.max);
            CHECK(utf8_prefix(r.text, r.max) == r.prefix);
        }
    }

    TEST_CASE("trimming removes Unicode blanks at both ends and keeps those inside")
    {
        CHECK(trimmed("") == "");
        CHECK(trimmed(" \t\r\n") == "");
        CHECK(trimmed("  a b\t") == "a b");
        CHECK(trimmed("\xC2\xA0\xE3\x80\x80 a\xC2\xA0"
                      "b \xE3\x80\x80\xC2\xA0\r\n") == "a\xC2\xA0"
                                                       "b");
        CHECK(trimmed("\xC3\xA0") == "\xC3\xA0");  // à ends with the byte of a no-break space
        CHECK(trimmed("\xE3\x80\x81") == "\xE3\x80\x81");
    }
}
