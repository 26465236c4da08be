// Discord webhooks: one embed.
//
// Source: Discord's reference of webhooks and of embed limits.
#include "json.hpp"
#include "payload/chat.hpp"

namespace defectd::payloads {
namespace {

constexpr std::size_t max_description_length = 4'096;

/// Discord accepts a backslash before any punctuation.  The slash is escaped, too, so that a URL does not become
/// a link.
std::string escaped_for_discord(std::string_view character)
{
    constexpr std::string_view markup = "\\`*_~|<>[]#@/";
    if (character.size() == 1 && markup.find(character[0]) != std::string_view::npos)
        return '\\' + std::string(character);
    return std::string(character);
}

std::uint64_t colour_of(severity level)
{
    switch (level) {
    case severity::good: return 0x2E9E5B;
    case severity::notice: return 0x3B82F6;
    case severity::warning: return 0xE8912D;
    case severity::error:
    case severity::critical: break;
    }
    return 0xD92D20;
}

std::string fields(const std::vector<labelled>& facts)
{
    json_list list;
    for (const labelled& fact : facts)
        list.value(json_object()
                       .string("name", fact.label)
                       .string("value", fact.value)
                       .value("inline", "true")
                       .text());
    return list.text();
}

/// Returns the body.  `allowed_mentions` makes sure that no text can notify a user or a role.
std::string body(const json_object& embed)
{
    return json_object()
        .value("embeds", '[' + embed.text() + ']')
        .value("allowed_mentions", R"({"parse":[]})")
        .text();
}

std::string one(const chat_message& msg, payload_form /*form*/)
{
    json_object embed;
    embed.string("title", msg.title);
    if (!msg.where.url.empty())
        embed.string("url", msg.where.url);
    // The title is a link already, but it does not look like one.
    std::string text = msg.text;
    if (!msg.where.url.empty())
        text += (text.empty() ? "[" : "\n[") + msg.where.text + "](" + msg.where.url + ')';
    if (!text.empty())
        embed.string("description", text);
    embed.number("color", colour_of(msg.level)).value("fields", fields(msg.facts));
    embed.value("footer", json_object().string("text", msg.origin).text());
    return body(embed.string("timestamp", to_rfc3339(msg.at)));
}

std::string digest_line(const chat_message& msg)
{
    std::string line = std::string(sign_of(msg.level)) + ' ' + msg.line;
    if (!msg.where.url.empty())
        line += " [Open](" + msg.where.url + ')';
    return line;
}

std::optional<std::string> several(const chat_digest& digest)
{
    std::string lines;
    for (const chat_message& msg : digest.messages)
        lines += (lines.empty() ? "" : "\n") + digest_line(msg);
    // The caller sends the events that fitted before this one.
    if (units(lines) > max_description_length)
        return std::nullopt;
    json_object embed;
    embed.string("title", digest.title).string("description", lines).number("color", colour_of(digest.level));
    return body(embed);
}

}  // namespace

const chat_format discord_format{escaped_for_discord, one, several};

}  // namespace defectd::payloads
