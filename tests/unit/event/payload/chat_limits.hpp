// The limits of each chat, as its own references state them, checked on a finished body.
#ifndef DEFECTD_TESTS_UNIT_EVENT_PAYLOAD_CHAT_LIMITS_HPP
#define DEFECTD_TESTS_UNIT_EVENT_PAYLOAD_CHAT_LIMITS_HPP

#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string>

#include "defectd/event/payload.hpp"
#include "json.hpp"
#include "payload/plain_text.hpp"

namespace defectd::test {

inline std::size_t length_of(const boost::json::value& text)
{
    return payloads::units(text.as_string());
}

/// 1 … `max` characters: receivers refuse empty texts too.
inline void check_text(const boost::json::value& text, std::size_t max)
{
    CHECK(length_of(text) > 0);
    CHECK(length_of(text) <= max);
}

inline void check_slack_block(const boost::json::value& block)
{
    const boost::json::object& members = block.as_object();
    const boost::json::string& type = members.at("type").as_string();
    if (type == "header")
        check_text(block.at("text").at("text"), 150);
    if (type == "section" && members.contains("text"))
        check_text(block.at("text").at("text"), 3'000);
    if (const auto* fields = members.if_contains("fields")) {
        CHECK(!fields->as_array().empty());
        CHECK(fields->as_array().size() <= 10);
        for (const auto& field : fields->as_array())
            check_text(field.at("text"), 2'000);
    }
    if (type == "context")
        check_text(block.at("elements").at(0).at("text"), 2'000);
    if (type == "actions") {
        check_text(block.at("elements").at(0).at("text").at("text"), 75);
        check_text(block.at("elements").at(0).at("url"), 3'000);
    }
}

inline void check_slack(const std::string& body)
{
    const boost::json::object message = boost::json::parse(body).as_object();
    check_text(message.at("text"), 40'000);
    for (const char* mention : {"<!", "<@", "<#"})
        CHECK(body.find(mention) == std::string::npos);
    const boost::json::value* const blocks = message.if_contains("blocks");
    if (!blocks)
        return;
    CHECK(blocks->as_array().size() <= 50);
    CHECK(boost::json::serialize(*blocks).size() < 13'200);
    for (const auto& block : blocks->as_array())
        check_slack_block(block);
}

inline void check_teams(const std::string& body)
{
    CHECK(body.size() <= 20'000);
    const boost::json::value message = boost::json::parse(body);
    CHECK(message.at("type") == "message");
    REQUIRE(message.at("attachments").as_array().size() == 1);
    const auto& attachment = message.at("attachments").at(0);
    CHECK(attachment.at("contentType") == "application/vnd.microsoft.card.adaptive");
    CHECK(attachment.at("contentUrl").is_null());
    const auto& card = attachment.at("content");
    CHECK(card.at("type") == "AdaptiveCard");
    CHECK(card.at("version") == "1.4");
    for (const auto& block : card.at("body").as_array()) {
        if (block.at("type") != "TextBlock")
            continue;
        CHECK(block.at("wrap") == true);
        check_text(block.at("text"), 20'000);
    }
}

inline void check_discord(const std::string& body)
{
    const boost::json::value message = boost::json::parse(body);
    CHECK(message.at("allowed_mentions").at("parse").as_array().empty());
    REQUIRE(message.at("embeds").as_array().size() == 1);
    const boost::json::object& embed = message.at("embeds").at(0).as_object();
    check_text(embed.at("title"), 256);
    std::size_t all = length_of(embed.at("title"));
    if (const auto* description = embed.if_contains("description")) {
        check_text(*description, 4'096);
        all += length_of(*description);
    }
    if (const auto* footer = embed.if_contains("footer")) {
        check_text(footer->at("text"), 2'048);
        all += length_of(footer->at("text"));
    }
    if (const auto* fields = embed.if_contains("fields")) {
        CHECK(fields->as_array().size() <= 25);
        for (const auto& field : fields->as_array()) {
            check_text(field.at("name"), 256);
            check_text(field.at("value"), 1'024);
            all += length_of(field.at("name")) + length_of(field.at("value"));
        }
    }
    CHECK(all <= 6'000);
}

/// Also: valid UTF-8, and no control character got into any text.
inline void check_limits(payload_format format, const std::string& body)
{
    CHECK(as_utf8(body) == body);
    CHECK(body.find("\\u00") == std::string::npos);
    switch (format) {
    case payload_format::slack: check_slack(body); break;
    case payload_format::teams: check_teams(body); break;
    case payload_format::discord: check_discord(body); break;
    default: FAIL("not a chat");
    }
}

inline constexpr payload_format chats[] = {payload_format::slack, payload_format::teams,
                                           payload_format::discord};

}  // namespace defectd::test

#endif
