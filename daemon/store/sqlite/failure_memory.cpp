#include "sqlite/failure_memory.hpp"

namespace defectd::sqlite {
namespace {

/// Reads failing_reason and event_count.
source_record read_source(std::string name, cursor& row)
{
    return {.name = std::move(name), .failing_reason = row.maybe_text(), .event_count = row.count()};
}

}  // namespace

failure_memory::failure_memory(connection& database)
    : rejected_(database, "SELECT sha256 FROM refused_reports WHERE market = ?1 AND channel = ?2"),
      // A report that is rejected again gets the highest place, and so stays longest.
      reject_(database, "INSERT OR REPLACE INTO refused_reports (market, channel, sha256, place) "
                        "SELECT ?1, ?2, ?3, coalesce(max(place), 0) + 1 FROM refused_reports "
                        "WHERE market = ?1 AND channel = ?2"),
      // Keeps the ?3 reports of the highest places.
      forget_rejected_(database,
                       "DELETE FROM refused_reports WHERE market = ?1 AND channel = ?2 AND sha256 NOT IN "
                       "(SELECT sha256 FROM refused_reports WHERE market = ?1 AND channel = ?2 "
                       "ORDER BY place DESC LIMIT ?3)"),
      source_(database, "SELECT failing_reason, event_count FROM sources WHERE name = ?1"),
      // The scopes that the source collected last, which decide who gets the events of the source itself.
      scopes_(database, "SELECT m.account, m.marketplace_id, s.channel FROM scopes AS s "
                        "JOIN markets AS m ON m.id = s.market WHERE s.source = ?1"),
      write_source_(database,
                    "INSERT OR REPLACE INTO sources (name, failing_reason, event_count) VALUES (?1, ?2, ?3)"),
      failing_(
          database,
          "SELECT name, failing_reason, event_count FROM sources WHERE failing_reason IS NOT NULL ORDER BY name"),
      folders_(database, "SELECT folder FROM source_folders WHERE source = ?1 AND path = ?2 ORDER BY folder"),
      add_folder_(database,
                  "INSERT OR REPLACE INTO source_folders (source, folder, path) VALUES (?1, ?2, ?3)"),
      forget_folder_(database, "DELETE FROM source_folders WHERE source = ?1 AND folder = ?2"),
      forget_other_paths_(database, "DELETE FROM source_folders WHERE source = ?1 AND path <> ?2")
{
}

std::vector<std::string> failure_memory::rejected(std::int64_t market, fulfillment channel)
{
    std::vector<std::string> reports;
    for (cursor row = rejected_.select(market, channel); row.next();)
        reports.push_back(row.text());
    return reports;
}

void failure_memory::add_rejected(std::int64_t market, fulfillment channel, const std::string& sha256)
{
    reject_.run(market, channel, sha256);
    forget_rejected_.run(market, channel, std::uint64_t{max_rejected_reports});
}

source_memory failure_memory::source(const std::string& name)
{
    source_memory memory{.record = {.name = name, .failing_reason = {}, .event_count = 0}, .scopes = {}};
    if (cursor row = source_.select(name); row.next())
        memory.record = read_source(name, row);
    for (cursor row = scopes_.select(name); row.next();)
        memory.scopes.push_back(
            {.account = row.text(), .marketplace_id = row.text(), .channel = row.word(fulfillment_named)});
    return memory;
}

void failure_memory::write(const source_record& record)
{
    write_source_.run(record.name, record.failing_reason, record.event_count);
}

std::vector<source_record> failure_memory::failing_sources()
{
    std::vector<source_record> failing;
    for (cursor row = failing_.select(); row.next();) {
        std::string name = row.text();
        failing.push_back(read_source(std::move(name), row));
    }
    return failing;
}

std::vector<std::string> failure_memory::folders(const std::string& source, const std::string& path)
{
    std::vector<std::string> folders;
    for (cursor row = folders_.select(source, path); row.next();)
        folders.push_back(row.text());
    return folders;
}

void failure_memory::write_folders(const std::string& source, const std::string& path,
                                   const folder_change& change)
{
    // A folder of an earlier path says nothing about the present one.
    forget_other_paths_.run(source, path);
    for (const std::string& folder : change.gone)
        forget_folder_.run(source, folder);
    for (const std::string& folder : change.appeared)
        add_folder_.run(source, folder, path);
}

}  // namespace defectd::sqlite
