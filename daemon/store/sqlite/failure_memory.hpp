// The tables refused_reports, sources and source_folders: which failures were announced, and which folders there were.
#ifndef DEFECTD_STORE_SQLITE_FAILURE_MEMORY_HPP
#define DEFECTD_STORE_SQLITE_FAILURE_MEMORY_HPP

#include <string>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

/// Remembers failures, so that each is announced once, even when the process restarts in between.  The connection
/// must outlive it.
class failure_memory {
public:
    explicit failure_memory(connection& database);

    /// Returns the SHA-256 of the reports of a scope that were rejected last.
    [[nodiscard]] std::vector<std::string> rejected(std::int64_t market, fulfillment channel);
    /// Adds a rejected report and deletes the oldest above max_rejected_reports.
    void add_rejected(std::int64_t market, fulfillment channel, const std::string& sha256);

    /// Returns the defaults when nothing is stored of the source.
    [[nodiscard]] source_memory source(const std::string& name);
    /// Replaces what is stored of the source.
    void write(const source_record& record);
    /// Returns the sources whose folders cannot be listed, sorted by name.
    [[nodiscard]] std::vector<source_record> failing_sources();

    /// Returns the folders of a source that were found by this path.
    [[nodiscard]] std::vector<std::string> folders(const std::string& source, const std::string& path);
    /// Applies the change, and deletes the folders that were found by another path.
    void write_folders(const std::string& source, const std::string& path, const folder_change& change);

private:
    statement rejected_;
    statement reject_;
    statement forget_rejected_;
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
