#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <system_error>
#include <variant>

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "commands.hpp"
#include "defectd/collect/plan.hpp"
#include "defectd/config/marketplaces.hpp"
#include "defectd/source/report_file.hpp"

namespace defectd {
namespace {

constexpr std::size_t max_account_length = 128;  // bytes; as in the configuration

/// The options in the form of the configuration, checked.
struct comparison {
    report_scope scope;
    timestamp now;
    source_config source;
};

/// Returns the time for the events; today at 00:00 UTC when none is given, so that a day's output is always the same.
std::optional<timestamp> time_of(const std::string& text)
{
    if (text.empty())
        return timestamp{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
    if (const auto day = parse_iso_date(text))
        return timestamp{*day};
    return parse_rfc3339(text);
}

/// Returns the checked options, or the text of what is wrong with them.
std::variant<comparison, std::string> checked(const diff_options& options)
{
    const marketplace* const place = find_marketplace(options.marketplace);
    if (place == nullptr)
        return fmt::format("--marketplace: unknown marketplace {}; use a country code such as US, or a "
                           "marketplace id",
                           options.marketplace);
    const auto channel = parse_fulfillment(options.fulfillment);
    if (!channel)
        return fmt::format("--fulfillment: {} is not MFN, FBM, AFN, FBA or ALL", options.fulfillment);
    const auto now = time_of(options.now);
    if (!now)
        return fmt::format("--now: {} is not a date (2026-11-23) or an RFC 3339 time (2026-11-23T11:00:00Z)",
                           options.now);
    if (options.account.empty() || options.account.size() > max_account_length)
        return fmt::format("--account: must have 1 to {} bytes", max_account_length);
    comparison terms;
    terms.scope = {options.account, std::string(place->id), *channel};
    terms.now = *now;
    terms.source.name = "diff";
    terms.source.confirm_cleared = options.confirm_cleared;
    return terms;
}

/// Returns "FILE:LINE", or "FILE" when a message is about the file as a whole.
std::string place_of(const std::string& path, std::uint64_t line)
{
    return line == 0 ? path : fmt::format("{}:{}", path, line);
}

void print_warnings(const std::string& path, const std::vector<report_warning>& warnings)
{
    for (const report_warning& warning : warnings)
        print_message(fmt::format("{}: warning: {}", place_of(path, warning.first_line), warning.message));
}

/// Returns the report, or the exit code after printing why it could not be read.
std::variant<report, int> read_one(const std::string& path, const comparison& terms)
{
    try {
        report_file bytes(path);
        const limits_config limits;
        const reading_rules rules{.scope = terms.scope,
                                  .dates = terms.source.dates,
                                  .columns = {},
                                  .max_bytes = limits.report_bytes,
                                  .max_rows = limits.report_rows,
                                  .complete = true};
        auto reading = read_report(bytes, rules, {.time = terms.now, .collected_at = terms.now});
        if (!reading) {
            const rejection& why = reading.error();
            print_message(
                fmt::format("{}: {}: {}", place_of(path, why.line), name_of(why.code), why.message));
            return exit_code::bad_input;
        }
        print_warnings(path, reading->warnings);
        return std::move(reading->read);
    } catch (const std::system_error& error) {
        print_message(error.what());
        return exit_code::io;
    }
}

/// Returns what the daemon would know after the old report as a baseline.
scope_memory memory_after(const comparison& terms, const report& old_report)
{
    const report_origin origin{terms.source.name, terms.scope, {}, {}, {}};
    collection_plan plan =
        plan_good_report({}, old_report, origin, terms.source, quarantine_release::by_rule, {}, terms.now);
    return {std::move(plan.commit.record), std::move(plan.commit.rows), 0};
}

/// Prints the events that the new report would cause.
int print_difference(const scope_memory& memory, const report& new_report, const comparison& terms)
{
    const report_origin origin{terms.source.name, terms.scope, {}, {}, {}};
    const collection_plan plan = plan_good_report(memory, new_report, origin, terms.source,
                                                  quarantine_release::by_rule, {}, terms.now);
    for_each_event(plan.commit, [](const event& ev) { print_out(with_leading_id(ev) + "\n"); });
    if (plan.pending_clears > 0)
        print_message(fmt::format(
            "defects missing from the new report: {}; each counts as cleared after {} consecutive "
            "valid reports without it (--confirm-cleared)",
            plan.pending_clears, terms.source.confirm_cleared));
    return exit_code::ok;
}

}  // namespace

int diff_reports(const diff_options& options)
{
    auto options_read = checked(options);
    if (const auto* const mistake = std::get_if<std::string>(&options_read)) {
        print_message(*mistake);
        return exit_code::usage;
    }
    comparison& terms = std::get<comparison>(options_read);
    scope_memory memory;
    // Without an old report the new one is the baseline, whose defects would otherwise not be announced.
    if (options.old_path == "/dev/null") {
        terms.source.baseline = baseline_mode::notify;
    } else {
        const auto old_report = read_one(options.old_path, terms);
        if (const int* const code = std::get_if<int>(&old_report))
            return *code;
        memory = memory_after(terms, std::get<report>(old_report));
    }
    const auto new_report = read_one(options.new_path, terms);
    if (const int* const code = std::get_if<int>(&new_report))
        return *code;
    return print_difference(memory, std::get<report>(new_report), terms);
}

}  // namespace defectd
