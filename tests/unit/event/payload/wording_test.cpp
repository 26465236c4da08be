#include "payload/wording.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "support/payload_samples.hpp"

using namespace defectd;
using namespace defectd::payloads;
using namespace defectd::test;

namespace {

/// A markup in which every star is a danger.
std::string without_stars(std::string_view character)
{
    return character == "*" ? "[star]" : std::string(character);
}

std::string worded_claim(const std::string& wording, std::size_t max = 1000)
{
    const sample_event sample = defect_sample(change_kind::created);
    return worded(wording, message_of(sample.stored()), without_stars, max).value_or("(our words)");
}

}  // namespace

TEST_SUITE("event/payload/wording")
{
    TEST_CASE("fields are replaced by values of the event, doubled braces by one brace")
    {
        CHECK(worded_claim("{defect} on {order_id}, {marketplace}, due {due}, rate {rate} of {target}") ==
              "A-to-z claim on 114-9015286-0066649, US, due 2026-11-25 11:00 UTC, rate 0.857 % of 1 %");
        CHECK(worded_claim("{{{type}}} }}{{") == "{defect.created} }{");
        CHECK(worded_claim("no field at all") == "no field at all");
    }

    TEST_CASE("the operator's text may contain markup, values are escaped")
    {
        const sample_event sample("defect.created", R"({"order_id":"*1*"})");
        const auto text = worded("*{order_id}*", message_of(sample.stored()), without_stars, 100);
        CHECK(text == "*[star]1[star]*");
    }

    TEST_CASE("braces in a value are text")
    {
        const sample_event sample("defect.created", R"({"order_id":"{account}{","account":"acme"})");
        CHECK(worded("{order_id}", message_of(sample.stored()), without_stars, 100) == "{account}{");
    }

    TEST_CASE("a field without a value is a dash")
    {
        const sample_event sample = defect_sample(change_kind::created, feedback);
        CHECK(worded("due {due}", message_of(sample.stored()), without_stars, 100) == "due -");
    }

    TEST_CASE("a wording with a field that the event type lacks is not used")
    {
        CHECK(worded_claim("{subscriber}") == "(our words)");
        const sample_event failed = collection_sample("collection.failed", "m");
        CHECK(!worded("{order_id}", message_of(failed.stored()), without_stars, 100));
        CHECK(worded("{reason}", message_of(failed.stored()), without_stars, 100) == "truncated");
        CHECK(!worded(std::nullopt, message_of(failed.stored()), without_stars, 100));
    }

    TEST_CASE("a URL is not escaped")
    {
        CHECK(worded_claim("<{link}|open>") ==
              "<https://sellercentral.amazon.com/orders-v3/order/114-9015286-0066649|open>");
    }

    TEST_CASE("a long value is cut, and the whole text keeps its limit")
    {
        const sample_event sample("defect.created", R"({"order_id":")" + std::string(5'000, 'x') + "\"}");
        const auto text = worded("{order_id} end", message_of(sample.stored()), without_stars, 400);
        REQUIRE(text);
        CHECK(text->ends_with(" end"));
        CHECK(units(*worded("{order_id}{order_id}{order_id}", message_of(sample.stored()), without_stars,
                            400)) == 400);
    }

    TEST_CASE("an invalid wording is reported with what to write instead")
    {
        struct row {
            std::string wording;
            std::string_view says;
        };
        const row rows[] = {
            {"{ordr_id}", "unknown field `{ordr_id}`, did you mean {order_id}?"},
            {"{zzzzzzzzzzzzzz}", "unknown field `{zzzzzzzzzzzzzz}`; the fields are title, line,"},
            {"{}", "`{}` is not a field, write a field name such as {order_id}"},
            {"{0}", "`{0}` is not a field"},
            {"{due:>20}", "`{due:>20}` has a format, which fields do not take, write {due}"},
            {"{due!r}", "has a format, which fields do not take, write {due}"},
            {"{ due }", "unknown field `{ due }`, did you mean {due}?"},
            {"a { b", "a `{` is not closed, write {{ for a brace"},
            {"{due", "a `{` is not closed"},
            {"{due {order_id}", "a `{` is not closed"},
            {"a } b", "a `}` closes no field, write }} for a brace"},
            {"{{due}", "a `}` closes no field"},
            {"  ", "the text is empty"},
            {std::string(501, 'x'), "the text is longer than 500 characters, shorten it"},
        };
        for (const row& r : rows) {
            CAPTURE(r.wording);
            const auto error = validate_wording(r.wording);
            REQUIRE(error);
            CAPTURE(error->what);
            CHECK(error->what.find(r.says) != std::string::npos);
            CHECK(error->what.find("; the fields are title, line, type,") != std::string::npos);
        }
    }

    TEST_CASE("every field alone is a valid wording")
    {
        for (const std::string_view name : wording_fields())
            CHECK(!validate_wording('{' + std::string(name) + '}'));
        CHECK(!validate_wording("*{title}* <!here> {{}} {line}"));
    }

    TEST_CASE("every field is listed in the documentation")
    {
        std::ifstream file(DEFECTD_TEST_DATA "/../../docs/formats.md");
        const std::string page{std::istreambuf_iterator<char>(file), {}};
        for (const std::string_view name : wording_fields()) {
            CAPTURE(name);
            CHECK(page.find('`' + std::string(name) + '`') != std::string::npos);
        }
    }
}
