#include "defectd/webhook/answer_mask.hpp"

#include <doctest/doctest.h>

#include "defectd/base/encoding.hpp"

using namespace defectd;

namespace {

std::string masked(const answer_mask& mask, std::string_view text)
{
    return mask.masked(text, false);
}

endpoint_url url_of(std::string_view text)
{
    return *parse_endpoint_url(text);
}

}  // namespace

TEST_SUITE("webhook/answer_mask")
{
    TEST_CASE("a secret is masked at any position, and other text is not")
    {
        answer_mask mask;
        mask.add("s3cr3t/token");
        CHECK(masked(mask, "s3cr3t/token") == "***");
        CHECK(masked(mask, "key=s3cr3t/token, again s3cr3t/token!") == "key=***, again ***!");
        CHECK(masked(mask, "s3cr3t/tokens3cr3t/token") == "***");
        CHECK(masked(mask, "S3CR3T/TOKEN") == "S3CR3T/TOKEN");
        CHECK(masked(mask, "s3cr3t") == "***");  // cut off at the end of the text
        CHECK(masked(mask, "s3cr3t is cut") == "s3cr3t is cut");
        CHECK(masked(mask, "") == "");
        CHECK(masked(answer_mask(), "anything % \\ & at all\\") == "anything % \\ & at all\\");
    }

    TEST_CASE("a secret is masked when some or all of its characters are escaped")
    {
        answer_mask mask;
        mask.add("a+b/c&d\"e f=\\g");
        for (const std::string_view text : {
                 "a+b/c&d\"e f=\\g",
                 "a%2Bb%2Fc%26d%22e%20f%3D%5Cg",
                 "a%2bb%2fc%26d%22e%20f%3d%5cg",
                 "%61%2b%62%2F%63%26%64%22%65+%66%3d%5C%67",
                 "a%252Bb%252fc%2526d%2522e%2520f%253D%255Cg",
                 R"(a+b/c&d\"e f=\\g)",
                 R"(a+b\/c\u0026d\"e f\u003d\\g)",
                 R"(a\u002bb\u002Fc\u0026d\u0022e\u0020f\u003D\u005cg)",
                 R"(a+b\\\/c\\u0026d\\\"e f=\\\\g)",
                 R"(a\x2bb\x2Fc&d\"e f=\\g)",
                 "a+b/c&amp;d\"e f=\\g",
                 "a+b/c&amp;d&quot;e f=\\g",
                 "a+b/c&#x00000026;d&#0000034;e f=\\g",
                 "a&#43;b&#x2F;c&#38;d&#34;e f&#61;&#92;g",
             }) {
            CAPTURE(text);
            CHECK(masked(mask, "<" + std::string(text) + ">") == "<***>");
        }
    }

    TEST_CASE("a secret that is cut at the end of the text is masked")
    {
        answer_mask mask;
        const std::string secret = "s3cr3t/with more";
        mask.add(secret);
        for (std::size_t size = 1; size <= secret.size(); ++size) {
            CAPTURE(size);
            const std::string text = "body: " + secret.substr(0, size);
            CHECK(mask.masked(text, true) == "body: ***");
            CHECK(mask.masked(text, false) == (size < 4 ? text : "body: ***"));
        }
        for (const std::string_view cut : {"s3cr3t%", "s3cr3t%2", "s3cr3t\\", "s3cr3t\\u", "s3cr3t\\u002",
                                           "s3cr3t\\\\u00", "s3cr3t&#x2", "s3cr3t/with+m"}) {
            CAPTURE(cut);
            CHECK(mask.masked("body: " + std::string(cut), true) == "body: ***");
        }
    }

    TEST_CASE("secrets that overlap or touch become one mask")
    {
        answer_mask mask;
        mask.add("abcdef");
        mask.add("defghi");
        mask.add("bcde");
        CHECK(masked(mask, "<abcdefghi>") == "<***>");
        CHECK(masked(mask, "<abcdefdefghi>") == "<***>");
        CHECK(masked(mask, "<abcdef defghi>") == "<*** ***>");
    }

    TEST_CASE("a text that is too short for a secret is not masked")
    {
        answer_mask mask;
        mask.add("");
        mask.add("a");
        mask.add("abc");
        mask.add(url_of("https://desk.example/"));
        mask.add(url_of("https://desk.example/in?a=1"));
        CHECK(masked(mask, "abc a / in 1 abc/") == "abc a / in 1 abc/");
    }

    TEST_CASE("a signing key is masked with and without its prefix and its padding, in both alphabets")
    {
        const std::string bytes = "\xfb\xef\xbe~~~0123456789abcdef";
        const std::string text = to_base64(bytes);
        REQUIRE(text.find('+') != std::string::npos);
        REQUIRE(text.ends_with("="));
        answer_mask mask;
        mask.add(signing_key{signing_scheme::standard, secret(bytes), {}});
        const std::string unpadded = text.substr(0, text.find('='));
        std::string for_urls = unpadded;
        for (char& c : for_urls)
            c = c == '+' ? '-' : c == '/' ? '_' : c;
        for (const std::string& shown : {text, unpadded, for_urls, "whsec_" + text, "whsec_" + unpadded,
                                         "whsec_" + for_urls, percent_encoded("whsec_" + text), bytes}) {
            CAPTURE(shown);
            CHECK(masked(mask, "key " + shown + " is wrong") == "key *** is wrong");
        }
    }

    TEST_CASE("keys of every scheme are masked as they are written in their files")
    {
        const std::string seed = "0123456789abcdef0123456789ABCDEF";
        const std::string pair = seed + "public-public-public-public-pub!";
        answer_mask mask;
        mask.add(signing_key{signing_scheme::standard_ed25519, secret(pair), {}});
        mask.add(signing_key{signing_scheme::stripe, secret("whsec_stripe-has-text-here"), {}});
        mask.add(signing_key{signing_scheme::github, secret("github-has-any-text"), {}});
        CHECK(masked(mask, "whsk_" + to_base64(pair)) == "***");
        CHECK(masked(mask, "whsk_" + to_base64(seed)) == "***");
        CHECK(masked(mask, to_base64(seed)) == "***");
        CHECK(masked(mask, "whsec_stripe-has-text-here") == "***");
        CHECK(masked(mask, "stripe-has-text-here") == "***");
        CHECK(masked(mask, "github-has-any-text") == "***");
    }

    TEST_CASE("path, query and tokens of a URL are masked, as written and decoded; host and words are not")
    {
        answer_mask mask;
        mask.add(url_of("https://hooks.example/services/T024BE7LD/B8%2fx9z7Qw?user=desk&sig=aB3%2Bc9d8e7"));
        CHECK(masked(mask, "POST /services/T024BE7LD/B8%2fx9z7Qw?user=desk&sig=aB3%2Bc9d8e7 HTTP/1.1") ==
              "POST *** HTTP/1.1");
        CHECK(masked(mask, "no route /services/T024BE7LD/B8%2Fx9z7Qw") == "no route ***");
        CHECK(masked(mask, "no route /services/T024BE7LD/B8/x9z7Qw") == "no route ***");
        CHECK(masked(mask, "no route services/T024BE7LD/B8%2fx9z7Qw") == "no route ***");
        CHECK(masked(mask, "query user=desk&sig=aB3+c9d8e7") == "query ***");
        CHECK(masked(mask, "query user=desk&amp;sig=aB3%2Bc9d8e7") == "query ***");
        CHECK(masked(mask, "unknown team T024BE7LD") == "unknown team ***");
        CHECK(masked(mask, "bad sig: aB3+c9d8e7.") == "bad sig: ***.");
        CHECK(masked(mask, "hooks.example serves no services to user desk") ==
              "hooks.example serves no services to user desk");
    }

    TEST_CASE("the credentials of an Authorization value are masked without the scheme, too")
    {
        answer_mask mask;
        mask.add("Bearer abcdef0123456789");
        CHECK(masked(mask, "Bearer abcdef0123456789") == "***");
        CHECK(masked(mask, "token abcdef0123456789 is unknown") == "token *** is unknown");
        CHECK(masked(mask, "Bearer of bad news") == "Bearer of bad news");
    }
}
