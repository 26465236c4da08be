// The checks that need more than one source or subscriber.
#include <fmt/format.h>

#include "read/readers.hpp"

namespace defectd {
namespace {

void add_error(std::vector<config_note>& mistakes, config_note where, std::string what)
{
    where.what = std::move(what);
    mistakes.push_back(std::move(where));
}

/// Returns "FILE:LINE", for a message that refers to another place.
std::string place_of(const config_note& note)
{
    return fmt::format("{}:{}", note.file, note.line);
}

/// Reports every item whose name an earlier one has.  A name that is missing is already reported.
template <class Placed>
void check_names(const std::vector<Placed>& items, std::vector<config_note>& mistakes)
{
    std::map<std::string, const config_note*> seen;
    for (const Placed& item : items) {
        const auto [first, is_new] = seen.emplace(item.config.name, &item.name);
        if (!is_new && !item.config.name.empty())
            add_error(mistakes, item.name,
                      fmt::format("`{}` is already used at {}; choose another name", item.config.name,
                                  place_of(*first->second)));
    }
}

/// True when the scopes of both are fixed in the file and share rows: ALL contains both other channels.
bool overlap(const source_config& a, const source_config& b)
{
    const bool are_fixed = !a.account.empty() && !a.marketplace_id.empty() && a.channel && b.channel;
    return are_fixed && a.account == b.account && a.marketplace_id == b.marketplace_id &&
           (a.channel == b.channel || a.channel == fulfillment::all || b.channel == fulfillment::all);
}

}  // namespace

void check_across(const std::vector<placed_source>& sources, std::vector<config_note>& mistakes)
{
    check_names(sources, mistakes);
    for (auto second = sources.begin(); second != sources.end(); ++second)
        for (auto first = sources.begin(); first != second; ++first) {
            if (overlap(first->config, second->config))
                add_error(
                    mistakes, second->first_key,
                    fmt::format("covers the same rows as the source at {}; change account, marketplace or "
                                "fulfillment of one",
                                place_of(first->first_key)));
            if (!first->config.path.empty() && first->config.path == second->config.path)
                add_error(mistakes, second->path,
                          fmt::format("is already used at {}; choose another path", place_of(first->path)));
        }
}

void check_across(const std::vector<placed_subscriber>& subscribers, std::vector<config_note>& mistakes)
{
    check_names(subscribers, mistakes);
}

}  // namespace defectd
