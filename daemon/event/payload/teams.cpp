// Microsoft Teams through a Workflow ("When a Teams webhook request is received"): a message with one Adaptive Card.
//
// Source: Adaptive Cards 1.4; Microsoft's page on incoming webhooks.  A message may have 28 kB after Teams has
// expanded it; requests of 24 kB were seen to fail, 20 kB were not.
#include "json.hpp"
#include "payload/chat.hpp"

namespace defectd::payloads {
namespace {

constexpr std::size_t max_bytes = 20'000;

/// Escapes the Markdown that text blocks and facts support.
std::string escaped_for_teams(std::string_view character)
{
    constexpr std::string_view markup = "\\`*_~[]<>#|";
    if (character.size() == 1 && markup.find(character[0]) != std::string_view::npos)
        return '\\' + std::string(character);
    return std::string(character);
}

std::string_view style_of(severity level)
{
    switch (level) {
    case severity::good: return "good";
    case severity::notice: return "accent";
    case severity::warning: return "warning";
    case severity::error:
    case severity::critical: break;
    }
    return "attention";
}

json_object text_block(std::string_view text)
{
    json_object block;
    block.string("type", "TextBlock").string("text", text).value("wrap", "true");
    return block;
}

/// Returns a container in the colour of the urgency, across the whole width.
std::string head(severity level, const std::string& title)
{
    const std::string block = text_block(title).string("weight", "Bolder").string("size", "Large").text();
    return json_object()
        .string("type", "Container")
        .string("style", style_of(level))
        .value("bleed", "true")
        .value("items", '[' + block + ']')
        .text();
}

std::string fact_set(const std::vector<labelled>& facts)
{
    json_list list;
    for (const labelled& fact : facts)
        list.value(json_object().string("title", fact.label).string("value", fact.value).text());
    return json_object().string("type", "FactSet").value("facts", list.text()).text();
}

std::string origin_block(const std::string& origin)
{
    return text_block(origin).string("size", "Small").value("isSubtle", "true").text();
}

std::string open_url(const place& where)
{
    return json_object()
        .string("type", "Action.OpenUrl")
        .string("title", where.text)
        .string("url", where.url)
        .text();
}

/// Returns the card as an attachment: a Workflow posts each attachment, and would post nothing for a card alone.
std::string body(const json_list& blocks, const json_list& actions)
{
    const std::string card = json_object()
                                 .string("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                                 .string("type", "AdaptiveCard")
                                 .string("version", "1.4")
                                 .value("msteams", R"({"width":"Full"})")
                                 .value("body", blocks.text())
                                 .value("actions", actions.text())
                                 .text();
    const std::string attachment = json_object()
                                       .string("contentType", "application/vnd.microsoft.card.adaptive")
                                       .null("contentUrl")
                                       .value("content", card)
                                       .text();
    return json_object().string("type", "message").value("attachments", '[' + attachment + ']').text();
}

std::string one(const chat_message& msg, payload_form /*form*/)
{
    json_list blocks;
    blocks.value(head(msg.level, msg.title));
    if (!msg.text.empty())
        blocks.value(text_block(msg.text).text());
    if (!msg.facts.empty())
        blocks.value(fact_set(msg.facts));
    blocks.value(origin_block(msg.origin));
    json_list actions;
    if (!msg.where.url.empty())
        actions.value(open_url(msg.where));
    return body(blocks, actions);
}

std::string digest_line(const chat_message& msg)
{
    std::string line = std::string(sign_of(msg.level)) + ' ' + msg.line;
    if (!msg.where.url.empty())
        line += " [Open](" + msg.where.url + ')';
    return text_block(line).text();
}

std::optional<std::string> several(const chat_digest& digest)
{
    json_list blocks;
    blocks.value(head(digest.level, digest.title));
    for (const chat_message& msg : digest.messages)
        blocks.value(digest_line(msg));
    std::string made = body(blocks, json_list());
    // The body is measured as a whole, because Teams limits the request and not the texts.
    if (made.size() > max_bytes)
        return std::nullopt;
    return made;
}

}  // namespace

const chat_format teams_format{escaped_for_teams, one, several};

}  // namespace defectd::payloads
