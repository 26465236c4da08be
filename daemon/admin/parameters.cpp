#include "parameters.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "defectd/admin/since.hpp"
#include "defectd/config/marketplaces.hpp"

namespace defectd {
namespace {

/// The states that can be asked for.
constexpr std::array states{delivery_state::pending, delivery_state::in_flight, delivery_state::delivered,
                            delivery_state::exhausted, delivery_state::cancelled};

/// Returns a 400 that names the parameter.
server_response bad_parameter(std::string_view name, std::string_view what)
{
    return problem(400, "bad_parameter", fmt::format("`{}`: {}", name, what));
}

/// Returns a 400 that lists the states.
server_response bad_state()
{
    std::vector<std::string_view> names;
    names.reserve(std::size(states));
    for (const delivery_state state : states)
        names.push_back(name_of(state));
    return bad_parameter("state", fmt::format("use one of {}", fmt::join(names, ", ")));
}

/// Reads `limit` and `cursor` into `filter`; returns nullopt when both are valid, or else the problem.
std::optional<server_response> read_page(const query& asked, list_filter& filter)
{
    if (const auto text = asked.value("limit")) {
        const auto limit = positive_number(*text);
        if (!limit || *limit > max_per_page)
            return bad_parameter("limit", fmt::format("use a number from 1 to {}", max_per_page));
        filter.limit = static_cast<int>(*limit);
    }
    if (const auto text = asked.value("cursor")) {
        filter.before = positive_number(*text);
        if (!filter.before)
            return bad_parameter("cursor", "use the next_cursor of the previous page, unchanged");
    }
    return std::nullopt;
}

}  // namespace

std::optional<timestamp> parse_since(std::string_view text, timestamp now)
{
    // No text is both: a time contains dashes and a span none.
    if (const auto span = parse_duration(text))
        return now - *span;
    return parse_rfc3339(text);
}

std::optional<std::int64_t> positive_number(std::string_view text) noexcept
{
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && rest == end && number > 0 ? std::optional(number) : std::nullopt;
}

result<list_filter, server_response> filter_of(const query& asked, timestamp now)
{
    list_filter filter;
    // Names are compared with what is stored; one that does not exist gives an empty list and not an error.
    filter.account = asked.value("account");
    filter.subscriber = asked.value("subscriber");
    if (const auto named = asked.value("marketplace")) {
        const marketplace* const found = find_marketplace(*named);
        if (found == nullptr)
            return bad_parameter(
                "marketplace",
                "unknown marketplace; use a country code such as US or an id such as ATVPDKIKX0DER");
        // Stored are ids only; the country code is for people.
        filter.marketplace_id = found->id;
    }
    if (const auto word = asked.value("state")) {
        filter.state = delivery_state_named(*word);
        if (!filter.state)
            return bad_state();
    }
    if (const auto text = asked.value("since")) {
        filter.since = parse_since(*text, now);
        if (!filter.since)
            return bad_parameter("since", since_forms);
    }
    if (auto wrong = read_page(asked, filter))
        return std::move(*wrong);
    return filter;
}

result<timestamp, server_response> required_since(const query& asked, timestamp now)
{
    const auto text = asked.value("since");
    const auto since = text ? parse_since(*text, now) : std::nullopt;
    if (!since)
        return bad_parameter("since", since_forms);
    return *since;
}

result<recover_scope, server_response> recover_scope_of(const query& asked)
{
    const std::string word = asked.value("state").value_or("not_delivered");
    if (word == "all")
        return recover_scope::all;
    if (word == "not_delivered")
        return recover_scope::not_delivered;
    return bad_parameter("state", "use `all` to also send delivered events again, or omit it");
}

result<bool, server_response> flag_of(const query& asked, std::string_view name)
{
    const std::string word = asked.value(name).value_or("false");
    if (word != "true" && word != "false")
        return bad_parameter(name, "use true or false");
    // A bool by itself could be taken for either member of the result.
    return {boost::system::in_place_value, word == "true"};
}

}  // namespace defectd
