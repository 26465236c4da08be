#include "sqlite/file_memory.hpp"

namespace defectd::sqlite {

file_memory::file_memory(connection& database)
    : load_(database,  // CROSS JOIN: the markets first, which are few
            "SELECT m.account, m.marketplace_id, f.channel, f.device, f.inode, f.modified_ns, f.size "
            "FROM markets AS m CROSS JOIN scope_files AS f ON f.market = m.id "
            "WHERE (?1 IS NULL OR m.account = ?1) AND (?2 IS NULL OR m.marketplace_id = ?2) "
            "AND (?3 IS NULL OR f.channel = ?3)"),
      // IGNORE: a file may have its mark already.
      add_(database, "INSERT OR IGNORE INTO scope_files (market, channel, device, inode, modified_ns, size) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      forget_(database, "DELETE FROM scope_files WHERE market = ?1 AND channel = ?2 AND device = ?3 "
                        "AND inode = ?4 AND modified_ns = ?5 AND size = ?6")
{
}

std::vector<scope_file> file_memory::load(const scope_parts& scope)
{
    std::vector<scope_file> files;
    for (cursor row = load_.select(scope.account, scope.marketplace_id, scope.channel); row.next();) {
        report_scope where{
            .account = row.text(), .marketplace_id = row.text(), .channel = row.word(fulfillment_named)};
        const file_mark mark{
            .device = row.count(), .inode = row.count(), .modified_ns = row.integer(), .size = row.count()};
        files.push_back({std::move(where), mark});
    }
    return files;
}

void file_memory::add(std::int64_t market, fulfillment channel, const file_mark& file)
{
    add_.run(market, channel, file.device, file.inode, file.modified_ns, file.size);
}

void file_memory::forget(std::int64_t market, fulfillment channel, const file_mark& file)
{
    forget_.run(market, channel, file.device, file.inode, file.modified_ns, file.size);
}

}  // namespace defectd::sqlite
