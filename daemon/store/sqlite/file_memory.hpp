// The table scope_files: files that need no more collection.
#ifndef DEFECTD_STORE_SQLITE_FILE_MEMORY_HPP
#define DEFECTD_STORE_SQLITE_FILE_MEMORY_HPP

#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Remembers files by device, inode, size and modification time, so that a file that was renamed needs no second
/// collection and one that was rewritten gets it.  The connection must outlive it.
class file_memory {
public:
    explicit file_memory(connection& database);

    /// Returns the files of every scope that has these parts.
    [[nodiscard]] std::vector<scope_file> load(const scope_parts& scope);
    /// Marks a file of the scope; does nothing when the mark is stored already.
    void add(std::int64_t market, fulfillment channel, const file_mark& file);
    /// Deletes the mark; does nothing when there is none.
    void forget(std::int64_t market, fulfillment channel, const file_mark& file);

private:
    statement load_;
    statement add_;
    statement forget_;
};

}  // namespace defectd::sqlite

#endif
