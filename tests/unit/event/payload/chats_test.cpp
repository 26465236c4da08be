// The forms of Slack, Teams and Discord.
#include <doctest/doctest.h>

#include "chat_limits.hpp"
#include "hostile.hpp"

using namespace defectd;
using namespace defectd::test;

namespace {

payload_rules rules_of(payload_format format, message_wording wording = {})
{
    payload_rules rules;
    rules.format = format;
    rules.wording = std::move(wording);
    return rules;
}

boost::json::value sent(payload_format format, const sample_event& sample, message_wording wording = {},
                        payload_form form = payload_form::single)
{
    const payload made = make_payload(rules_of(format, std::move(wording)), sample.stored(), form);
    CHECK(made.content_type == "application/json");
    CHECK(made.headers.empty());
    return boost::json::parse(made.body);
}

const sample_event claim_event = defect_sample(change_kind::created);
const std::string claim_url = "https://sellercentral.amazon.com/orders-v3/order/114-9015286-0066649";
const sample_event rude("defect.created",
                        R"({"order_id":"<!channel> *b* _i_ [l](u) @everyone & `c` #h /x"})");

boost::json::value card_of(const boost::json::value& message)
{
    return message.at("attachments").at(0).at("content");
}

}  // namespace

TEST_SUITE("event/payload/chats")
{
    TEST_CASE("Slack gets a header, what to do, the facts, a button and a fallback text")
    {
        const auto message = sent(payload_format::slack, claim_event);
        const auto& blocks = message.at("blocks").as_array();
        REQUIRE(blocks.size() == 5);
        CHECK(blocks[0].at("text").at("text") ==
              "\xF0\x9F\x94\xB4 New A-to-z claim on order 114-9015286-0066649");
        CHECK(blocks[2].at("fields").at(0).at("text") == "*Answer by*\n2026-11-25 11:00 UTC");
        CHECK(std::string_view(blocks[3].at("elements").at(0).at("url").as_string()) == claim_url);
        CHECK(message.at("text").as_string().starts_with(
            "New A-to-z claim on order 114-9015286-0066649\nAnswer the claim"));
    }

    TEST_CASE("the text form of Slack has no blocks and all facts")
    {
        const auto message = sent(payload_format::slack, claim_event, {}, payload_form::text_only);
        CHECK(!message.as_object().contains("blocks"));
        const std::string text = message.at("text").as_string().c_str();
        CHECK(text.find("*New A-to-z claim on order 114-9015286-0066649*") != std::string::npos);
        CHECK(text.find("Order defect rate: 0.857 %") != std::string::npos);
        CHECK(text.find('<' + claim_url + "|Open order in Seller Central>") != std::string::npos);
    }

    TEST_CASE("text of a report makes no mention and no link in Slack")
    {
        for (const payload_form form : {payload_form::single, payload_form::text_only}) {
            const auto message = sent(payload_format::slack, rude, {}, form);
            const std::string text = boost::json::serialize(message);
            CHECK(text.find("&lt;!channel&gt;") != std::string::npos);
            CHECK(text.find("<!") == std::string::npos);
            CHECK(text.find("&amp; `c`") != std::string::npos);
        }
        CHECK(sent(payload_format::slack, rude).at("blocks").at(1).at("text").at("verbatim") == true);
    }

    TEST_CASE("Teams gets one card with a coloured title, the facts and a button")
    {
        const auto card = card_of(sent(payload_format::teams, claim_event));
        CHECK(card.at("body").at(0).at("style") == "attention");
        CHECK(card.at("body").at(0).at("items").at(0).at("text") ==
              "New A-to-z claim on order 114-9015286-0066649");
        CHECK(card.at("body").at(2).at("facts").at(1).at("value") == "114-9015286-0066649");
        CHECK(card.at("actions").at(0).at("type") == "Action.OpenUrl");
        CHECK(std::string_view(card.at("actions").at(0).at("url").as_string()) == claim_url);
        const auto cleared = card_of(sent(payload_format::teams, defect_sample(change_kind::cleared)));
        CHECK(cleared.at("body").at(0).at("style") == "good");
    }

    TEST_CASE("Markdown in a report is escaped for Teams and Discord")
    {
        const auto card = card_of(sent(payload_format::teams, rude));
        CHECK(card.at("body").at(0).at("items").at(0).at("text") ==
              R"(New defect on order \<!channel\> \*b\* \_i\_ \[l\](u) @everyone & \`c\` \#h /x)");
        const auto embed = sent(payload_format::discord, rude).at("embeds").at(0);
        CHECK(embed.at("title") ==
              R"(New defect on order \<!channel\> \*b\* \_i\_ \[l\](u) \@everyone & \`c\` \#h \/x)");
    }

    TEST_CASE("Discord gets an embed that links the order and mentions no one")
    {
        const auto message = sent(payload_format::discord, claim_event);
        const auto& embed = message.at("embeds").at(0);
        CHECK(std::string_view(embed.at("url").as_string()) == claim_url);
        CHECK(embed.at("color") == 0xD92D20);
        CHECK(embed.at("timestamp") == "2026-11-23T11:00:00.123Z");
        CHECK(embed.at("description")
                  .as_string()
                  .ends_with("[Open order in Seller Central](" + claim_url + ")"));
        CHECK(message.at("allowed_mentions").at("parse").as_array().empty());
    }

    TEST_CASE("the operator's wording may contain markup, the values in it are escaped")
    {
        const message_wording wording{.title = "{order_id}!", .line = "<!here> look at *{order_id}*"};
        const auto message = sent(payload_format::slack, rude, wording);
        CHECK(message.at("blocks").at(0).at("text").at("text").as_string().ends_with("&amp; `c` #h /x!"));
        CHECK(message.at("blocks").at(1).at("text").at("text").as_string().starts_with(
            "<!here> look at *&lt;!channel&gt;"));
        const auto other = sent(payload_format::slack, collection_sample("collection.failed", "m"), wording);
        CHECK(other.at("blocks").at(0).at("text").at("text").as_string().ends_with(
            "No valid report from acme-us-mfn"));
    }

    TEST_CASE("messages of every type keep the receiver's limits")
    {
        for (const payload_format format : chats)
            for (const sample_event& each : one_of_each()) {
                CAPTURE(each.type);
                check_limits(format, make_payload(rules_of(format), each.stored()).body);
            }
    }

    TEST_CASE("hostile content keeps the receiver's limits")
    {
        hostile_events events(1);
        const message_wording wording{.title = "T {title} {title}", .line = "{line} {line} {line} {type}"};
        for (int i = 0; i < 120; ++i) {
            const sample_event each = events.next();
            for (const payload_format format : chats) {
                CAPTURE(name_of(format));
                CAPTURE(each.body);
                check_limits(format, make_payload(rules_of(format), each.stored()).body);
                check_limits(format, make_payload(rules_of(format, wording), each.stored()).body);
                check_limits(format,
                             make_payload(rules_of(format), each.stored(), payload_form::text_only).body);
            }
        }
    }

    TEST_CASE("texts of the characters with the longest escapes keep the receiver's limits")
    {
        for (const std::string piece : {"\xE6\xBC\xA2", "\xF0\x9F\x94\xA5", "\"", "\\", "&", "<", "*", "_"}) {
            boost::json::string text;
            while (text.size() < 1'900)
                text += piece;
            boost::json::object data;
            for (const char* name : {"account", "order_id", "order_date", "value", "source", "fulfillment",
                                     "defect_type", "leaves_window_on"})
                data[name] = text;
            data["deadlines"] = boost::json::array{{{"due", text}}};
            data["previous"] = {{"value", text}};
            const sample_event each("defect.created", boost::json::serialize(data));
            for (const payload_format format : chats) {
                CAPTURE(piece);
                CAPTURE(name_of(format));
                check_limits(format, make_payload(rules_of(format), each.stored()).body);
            }
        }
    }
}
