// The tables refused_reports, sources and source_folders: what was told of failing collections, and which folders were
// there.
#ifndef DEFECTD_STORE_SQLITE_FAILURE_MEMORY_HPP
#define DEFECTD_STORE_SQLITE_FAILURE_MEMORY_HPP

#include <string>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class failure_memory {
public:
    explicit failure_memory(connection& database);

    /// The last reports refused of a scope.
    [[nodiscard]] std::vector<std::string> refused(std::int64_t market, fulfillment channel);
    /// Makes a report the last one refused, and forgets those that are too many.
    void refuse(std::int64_t market, fulfillment channel, const std::string& sha256);

    [[nodiscard]] source_memory source(const std::string& name);
    void write(const source_record& record);
    [[nodiscard]] std::vector<source_record> failing_sources();

    /// The folders of a source that were found by this path.
    [[nodiscard]] std::vector<std::string> folders(const std::string& source, const std::string& path);
    /// Forgets folders that were found by another path.
    void write_folders(const std::string& source, const std::string& path, const folder_change& change);

private:
    statement refused_;
    statement refuse_;
    statement forget_refused_;
    statement source_;
    statement scopes_;
    statement write_source_;
    statement failing_;
    statement folders_;
    statement add_folder_;
    statement forget_folder_;
    statement forget_other_paths_;
};

}  // namespace defectd::sqlite

#endif
