#include "defectd/source/path_pattern.hpp"

#include <algorithm>
#include <array>

#include "defectd/base/assert.hpp"
#include "defectd/config/marketplaces.hpp"

namespace defectd {
namespace {

/// A placeholder as a pattern has it, and the member that takes what it stands for.
struct placeholder {
    std::string_view text;
    std::string path_captures::*member;
};

constexpr std::array placeholders{placeholder{"{account}", &path_captures::account},
                                  placeholder{"{marketplace}", &path_captures::marketplace},
                                  placeholder{"{fulfillment}", &path_captures::fulfillment}};

/// Returns the placeholder that the pattern begins with; null when there is none.
const placeholder* placeholder_at(std::string_view pattern) noexcept
{
    for (const placeholder& p : placeholders)
        if (pattern.starts_with(p.text))
            return &p;
    return nullptr;
}

/// True when the whole name fits the pattern.  Backtracks over the runs; names are short and have few of them.
bool fits(std::string_view pattern, std::string_view name, path_captures& captures)
{
    if (pattern.empty())
        return name.empty();
    // A placeholder takes as few characters as possible, but at least one.
    if (const placeholder* const p = placeholder_at(pattern)) {
        for (std::size_t length = 1; length <= name.size(); ++length) {
            if (fits(pattern.substr(p->text.size()), name.substr(length), captures)) {
                captures.*(p->member) = name.substr(0, length);
                return true;
            }
        }
        return false;
    }
    // A `*` ends here, or takes one more character.
    if (pattern.front() == '*')
        return fits(pattern.substr(1), name, captures) ||
               (!name.empty() && fits(pattern, name.substr(1), captures));
    return !name.empty() && (pattern.front() == '?' || pattern.front() == name.front()) &&
           fits(pattern.substr(1), name.substr(1), captures);
}

}  // namespace

path_step::path_step(std::string text) : text_(std::move(text))
{
    has_placeholder_ = std::ranges::any_of(
        placeholders, [this](const placeholder& p) { return text_.find(p.text) != std::string::npos; });
    literal_ = !has_placeholder_ && text_.find_first_of("*?") == std::string::npos;
}

bool path_step::matches(std::string_view name, path_captures& captures) const
{
    if (name.starts_with('.'))
        return false;
    return literal_ ? name == text_ : fits(text_, name, captures);
}

std::vector<path_step> split_pattern(std::string_view pattern)
{
    // The first slash and repeated ones give no step.
    std::vector<path_step> steps;
    while (!pattern.empty()) {
        const std::size_t end = std::min(pattern.find('/'), pattern.size());
        if (end > 0)
            steps.emplace_back(std::string(pattern.substr(0, end)));
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return steps;
}

std::optional<path_captures> captures_of(const std::vector<path_step>& steps, std::string_view path)
{
    const std::vector<path_step> names = split_pattern(path);
    path_captures captures;
    // The path may be that of a folder on the way, so it may have fewer names than there are steps, never more.
    if (names.size() > steps.size())
        return std::nullopt;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!(steps[i].is_literal() ? steps[i].text() == names[i].text()
                                    : steps[i].matches(names[i].text(), captures)))
            return std::nullopt;
    // Only a file may not be hidden: a folder that the pattern names literally may begin with a dot.
    const bool is_hidden = names.size() == steps.size() && names.back().text().starts_with('.');
    return is_hidden ? std::nullopt : std::optional(captures);
}

scope_parts fixed_parts(const source_config& source)
{
    const auto given = [](const std::string& name) {
        return name.empty() ? std::nullopt : std::optional(name);
    };
    return {given(source.account), given(source.marketplace_id), source.channel};
}

std::optional<report_scope> scope_of(const source_config& source, const path_captures& captures)
{
    DEFECTD_ASSERT(source.channel || !captures.fulfillment.empty());
    // The path gives the parts for which the source has no key.
    report_scope scope{source.account, source.marketplace_id, source.channel.value_or(fulfillment::all)};
    if (!captures.account.empty())
        scope.account = captures.account;
    if (!captures.marketplace.empty()) {
        const marketplace* const found = find_marketplace(captures.marketplace);
        if (found == nullptr)
            return std::nullopt;
        scope.marketplace_id = found->id;
    }
    if (!captures.fulfillment.empty()) {
        const auto channel = parse_fulfillment(captures.fulfillment);
        if (!channel)
            return std::nullopt;
        scope.channel = *channel;
    }
    DEFECTD_ASSERT(is_whole(scope));
    return scope;
}

}  // namespace defectd
