#include "sqlite/file_memory.hpp"

namespace defectd::sqlite {

file_memory::file_memory(connection& database)
    : load_(database, "SELECT device, inode, modified_ns, size FROM seen_files WHERE source = ?1"),
      add_(database, "INSERT OR IGNORE INTO seen_files (source, device, inode, modified_ns, size) "
                     "VALUES (?1, ?2, ?3, ?4, ?5)"),
      forget_(database, "DELETE FROM seen_files "
                        "WHERE source = ?1 AND device = ?2 AND inode = ?3 AND modified_ns = ?4 AND size = ?5")
{
}

std::vector<file_mark> file_memory::load(const std::string& source)
{
    std::vector<file_mark> files;
    for (cursor row = load_.select(source); row.next();)
        files.push_back(
            {.device = row.count(), .inode = row.count(), .modified_ns = row.integer(), .size = row.count()});
    return files;
}

void file_memory::add(const std::string& source, const file_mark& file)
{
    add_.run(source, file.device, file.inode, file.modified_ns, file.size);
}

void file_memory::forget(const std::string& source, const file_mark& file)
{
    forget_.run(source, file.device, file.inode, file.modified_ns, file.size);
}

}  // namespace defectd::sqlite
