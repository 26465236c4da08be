// Slack incoming webhooks: Block Kit.
//
// Source: Slack's references of blocks and text objects.  All blocks of a message together fail near 13 200
// characters (slackapi/bolt-js, msg_blocks_too_long), which no reference states.
#include "json.hpp"
#include "payload/chat.hpp"

namespace defectd::payloads {
namespace {

constexpr std::size_t max_blocks_bytes = 13'000;
constexpr std::size_t max_section_length = 3'000;

/// Slack reads `<…>` as links and mentions, and `&…;` as these three characters.  No other text can notify a user.
std::string escaped_for_slack(std::string_view character)
{
    if (character == "&")
        return "&amp;";
    if (character == "<")
        return "&lt;";
    if (character == ">")
        return "&gt;";
    return std::string(character);
}

/// `verbatim` keeps Slack from turning what looks like an address or a channel into a link.
std::string mrkdwn(std::string_view text)
{
    return json_object().string("type", "mrkdwn").string("text", text).value("verbatim", "true").text();
}

std::string plain_text(std::string_view text)
{
    return json_object().string("type", "plain_text").string("text", text).value("emoji", "true").text();
}

/// Returns the title after the symbol of its urgency: Slack has no colour for a header.
std::string signed_title(severity level, const std::string& title)
{
    return std::string(sign_of(level)) + ' ' + title;
}

std::string header(severity level, const std::string& title)
{
    return json_object()
        .string("type", "header")
        .value("text", plain_text(signed_title(level, title)))
        .text();
}

std::string section(std::string_view text)
{
    return json_object().string("type", "section").value("text", mrkdwn(text)).text();
}

std::string fields(const std::vector<labelled>& facts)
{
    json_list list;
    for (const labelled& fact : facts)
        list.value(mrkdwn('*' + fact.label + "*\n" + fact.value));
    return json_object().string("type", "section").value("fields", list.text()).text();
}

std::string button(const place& where)
{
    const std::string element = json_object()
                                    .string("type", "button")
                                    .value("text", plain_text(where.text))
                                    .string("url", where.url)
                                    .string("style", "primary")
                                    .text();
    return json_object().string("type", "actions").value("elements", '[' + element + ']').text();
}

std::string context(const std::string& origin)
{
    return json_object().string("type", "context").value("elements", '[' + mrkdwn(origin) + ']').text();
}

/// Returns a link in Slack's markup.
std::string linked(const place& where)
{
    return '<' + where.url + '|' + where.text + '>';
}

/// @param text  what notifications show, or all there is when `blocks` is empty
std::string body(const std::string& text, const std::string& blocks)
{
    json_object message;
    message.string("text", text);
    if (!blocks.empty())
        message.value("blocks", blocks);
    return message.value("unfurl_links", "false").value("unfurl_media", "false").text();
}

std::string text_of(const chat_message& msg)
{
    std::string text = signed_title(msg.level, '*' + msg.title + '*');
    if (!msg.text.empty())
        text += '\n' + msg.text;
    for (const labelled& fact : msg.facts)
        text += '\n' + fact.label + ": " + fact.value;
    if (!msg.where.url.empty())
        text += '\n' + linked(msg.where);
    return text + '\n' + msg.origin;
}

std::string one(const chat_message& msg, payload_form form)
{
    if (form == payload_form::text_only)
        return body(text_of(msg), "");
    json_list blocks;
    blocks.value(header(msg.level, msg.title));
    if (!msg.text.empty())
        blocks.value(section(msg.text));
    if (!msg.facts.empty())
        blocks.value(fields(msg.facts));
    if (!msg.where.url.empty())
        blocks.value(button(msg.where));
    blocks.value(context(msg.origin));
    return body(msg.title + (msg.text.empty() ? "" : "\n" + msg.text), blocks.text());
}

std::string digest_line(const chat_message& msg)
{
    std::string line = signed_title(msg.level, msg.line);
    if (!msg.where.url.empty())
        line += " <" + msg.where.url + "|Open>";
    return line;
}

/// Returns the lines in as few sections as possible: a section has a maximum length, and each takes room itself.
std::string digest_blocks(const chat_digest& digest)
{
    json_list blocks;
    blocks.value(header(digest.level, digest.title));
    std::string lines;
    for (const chat_message& msg : digest.messages) {
        const std::string line = digest_line(msg);
        if (!lines.empty() && units(lines) + 1 + units(line) > max_section_length) {
            blocks.value(section(lines));
            lines.clear();
        }
        lines += (lines.empty() ? "" : "\n") + line;
    }
    return blocks.value(section(lines)).text();
}

std::optional<std::string> several(const chat_digest& digest)
{
    const std::string blocks = digest_blocks(digest);
    // Slack counts characters; bytes are never fewer.
    if (blocks.size() > max_blocks_bytes)
        return std::nullopt;
    return body(digest.title, blocks);
}

}  // namespace

const chat_format slack_format{escaped_for_slack, one, several};

}  // namespace defectd::payloads
