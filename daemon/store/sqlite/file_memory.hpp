// The table seen_files: files that are no work any more.
#ifndef DEFECTD_STORE_SQLITE_FILE_MEMORY_HPP
#define DEFECTD_STORE_SQLITE_FILE_MEMORY_HPP

#include <string>
#include <vector>

#include "defectd/store/store.hpp"
#include "sqlite/statement.hpp"

namespace defectd::sqlite {

class file_memory {
public:
    explicit file_memory(connection& database);

    [[nodiscard]] std::vector<file_mark> load(const std::string& source);
    void add(const std::string& source, const file_mark& file);
    void forget(const std::string& source, const file_mark& file);

private:
    statement load_;
    statement add_;
    statement forget_;
};

}  // namespace defectd::sqlite

#endif
