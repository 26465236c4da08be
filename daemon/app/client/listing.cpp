#include "client/listing.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "cli/console.hpp"
#include "client/client_errors.hpp"

namespace defectd {
namespace {

/// Below the API's maximum, so that a page is a short answer.
constexpr int rows_per_page = 200;

/// How the last line of a list document begins.
constexpr std::string_view list_end = "],";

}  // namespace

listing read_page(std::string_view page)
{
    listing read;
    while (!page.empty()) {
        std::string_view line = page.substr(0, page.find('\n'));
        page.remove_prefix(std::min(line.size() + 1, page.size()));
        if (line.starts_with(list_end)) {
            line.remove_prefix(list_end.size());
            const auto rest = boost::json::parse("{" + std::string(line));
            // The last line is `],"next_cursor":…}`: with a brace in front it is an object.
            if (const auto* const cursor = rest.at("next_cursor").if_string())
                read.next_cursor = cursor->c_str();
        } else if (!line.ends_with('[')) {
            line.remove_suffix(line.ends_with(',') ? 1 : 0);
            read.rows.emplace_back(line);
        }
    }
    return read;
}

result<listing, ask_failure> read_listing(const daemon_client& daemon, const std::string& name,
                                          const list_options& options)
{
    listing all;
    for (int missing = options.limit; missing > 0;
         missing = options.limit - static_cast<int>(all.rows.size())) {
        const auto body =
            daemon.get(api_target(name, {{"account", options.account},
                                         {"marketplace", options.marketplace},
                                         {"subscriber", options.subscriber},
                                         {"state", options.state},
                                         {"since", options.since},
                                         {"limit", std::to_string(std::min(missing, rows_per_page))},
                                         {"cursor", all.next_cursor}}));
        if (!body)
            return body.error();
        listing page = read_page(*body);
        std::ranges::move(page.rows, std::back_inserter(all.rows));
        all.next_cursor = page.next_cursor;
        // Without a cursor this was the last page, whatever its size.
        if (all.next_cursor.empty())
            break;
    }
    return all;
}

void print_listing(const std::string& name, const listing& read, output_form form)
{
    if (form == output_form::json) {
        const std::string cursor = read.next_cursor.empty() ? "null" : "\"" + read.next_cursor + "\"";
        print_out(fmt::format("{{\"{}\":[\n{}{}],\"next_cursor\":{}}}\n", name, fmt::join(read.rows, ",\n"),
                              read.rows.empty() ? "" : "\n", cursor));
        return;
    }
    std::string lines;
    for (const std::string& row : read.rows)
        lines += row + "\n";
    print_out(lines);
}

void print_extent(const listing& read, const list_options& options)
{
    if (!read.next_cursor.empty()) {
        print_message(
            fmt::format("showing the newest {}; use --limit N to see more, or --since and the other filters "
                        "to narrow the list",
                        read.rows.size()));
        return;
    }
    if (read.rows.empty())
        print_message(options.subscriber.empty() ? "no matches"
                                                 : "no matches; `defectd subscribers` lists the subscribers");
}

}  // namespace defectd
