// Messages about a whole scope: its baseline, its collection, its rate.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "defectd/event/event.hpp"
#include "message.hpp"
#include "plain_text.hpp"
#include "site.hpp"
#include "words.hpp"

namespace defectd::payloads {
namespace {

/// The words for the types of collection.*.
struct collection_words {
    std::string_view type;
    severity level;
    std::string_view title;  ///< {} is the source
    std::string_view advice;
};

constexpr std::array collection_table{
    collection_words{event_type::collection_failed, severity::error, "No valid report from {}",
                     "New defects will not be detected until a valid report arrives."},
    collection_words{event_type::collection_quarantined, severity::warning, "Report from {} quarantined",
                     "Too many defects disappeared at once. New defects are still announced; none are "
                     "cleared until a later report confirms it or you run `defectd collect SOURCE "
                     "--accept`."},
    collection_words{event_type::collection_stale, severity::warning, "No new report from {}",
                     "New defects are not detected. Check that the report is still created and placed "
                     "where defectd looks for it."},
    collection_words{event_type::collection_recovered, severity::good,
                     "Reports from {} are being received again", "Nothing to do."},
};

/// Returns the text with the account after it, when the event has one.
std::string in_account(const std::string& text, const event_facts& facts)
{
    const std::string account = account_text(facts);
    return account.empty() ? text : text + ", " + account;
}

/// Returns "report.txt, line 7", or the file alone; empty when the event names none.
std::string place_in_file(const event_facts& facts)
{
    const std::string file = facts.text("/file");
    const std::optional<std::int64_t> line = facts.count("/line");
    return file.empty() || !line ? file : fmt::format("{}, line {}", file, *line);
}

/// Returns the text with the reason after a colon, when there is a reason.
std::string with_reason(const std::string& text, const std::string& reason)
{
    return reason.empty() ? text : text + ": " + reason;
}

std::string counts_text(const event_facts& facts)
{
    const auto number = [&](std::string_view pointer) { return facts.count(pointer).value_or(0); };
    return fmt::format("{} orders: {} negative feedback, {} A-to-z claims, {} chargebacks",
                       number("/counts/orders"), number("/counts/negative_feedback"),
                       number("/counts/a_to_z_claim"), number("/counts/chargeback"));
}

/// Returns "Order defect rate over the critical level: 1.2 %".
std::string odr_title(const event_facts& facts, bool rises)
{
    const std::optional<double> rate = facts.number("/odr/rate");
    const std::string threshold = facts.text("/threshold");
    return fmt::format("Order defect rate {} {} level{}", rises ? "over the" : "back under the",
                       threshold.empty() ? "configured" : threshold, rate ? ": " + percent(*rate) : "");
}

}  // namespace

message describe_baseline(const event_facts& facts)
{
    message msg;
    const std::string source = facts.text("/source");
    msg.title = "First report from " + (source.empty() ? account_text(facts) : source);
    msg.advice = "These defects already existed. New ones will be announced from now on.";
    msg.line = in_account(msg.title, facts) + ": " + counts_text(facts);
    msg.where = {"Open Account Health", account_health_url(facts.text("/marketplace_id"))};
    add_fact(msg, "Open defects", counts_text(facts));
    add_fact(msg, "Account", account_text(facts));
    add_fact(msg, "Fulfillment", facts.text("/fulfillment"));
    add_scope_fields(msg, facts);
    return msg;
}

message describe_collection(const event_facts& facts)
{
    const auto* words = std::find_if(collection_table.begin(), collection_table.end(),
                                     [&](const auto& each) { return each.type == facts.of().type; });
    if (words == collection_table.end())
        return describe_unknown(facts);
    // The reason comes from a report or a peer and may be long; the advice must stay readable.
    constexpr std::size_t max_reason_length = 500;
    const std::string reason = facts.text("/message");
    message msg;
    msg.level = words->level;
    msg.title = fmt::format(fmt::runtime(words->title), facts.text("/source"));
    msg.advice = std::string(words->advice);
    msg.line = with_reason(in_account(msg.title, facts), cut(reason, max_reason_length));
    // The reason comes first: the advice explains what it means.
    if (!reason.empty())
        msg.advice = cut(reason, max_reason_length) + (reason.ends_with('.') ? " " : ". ") + msg.advice;
    add_fact(msg, "Account", account_text(facts));
    add_fact(msg, "Fulfillment", facts.text("/fulfillment"));
    add_fact(msg, "Reason", facts.text("/reason"));
    add_fact(msg, "File", place_in_file(facts));
    add_scope_fields(msg, facts);
    add_field(msg, "reason", facts.text("/reason"));
    add_field(msg, "message", reason);
    add_field(msg, "file", place_in_file(facts));
    return msg;
}

message describe_odr(const event_facts& facts)
{
    const bool rises = facts.text("/direction") != "down";
    const bool critical = facts.text("/threshold") == "critical";
    message msg;
    msg.level = !rises ? severity::good : critical ? severity::critical : severity::warning;
    msg.title = odr_title(facts, rises);
    msg.advice = rises ? "Amazon may restrict or deactivate accounts over 1 %. Answer open claims and "
                         "chargebacks first, then check which feedback can be removed."
                       : "Nothing to do.";
    msg.line = in_account(msg.title, facts);
    msg.where = {"Open Account Health", account_health_url(facts.text("/marketplace_id"))};
    add_fact(msg, "Order defect rate", rate_text(facts));
    add_fact(msg, "Account", account_text(facts));
    add_fact(msg, "Fulfillment", facts.text("/fulfillment"));
    add_scope_fields(msg, facts);
    add_rate_fields(msg, facts);
    add_field(msg, "threshold", facts.text("/threshold"));
    add_field(msg, "direction", facts.text("/direction"));
    return msg;
}

}  // namespace defectd::payloads
