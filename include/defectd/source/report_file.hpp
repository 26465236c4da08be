// An open report file: its bytes, and whether it changed while they were read.
#ifndef DEFECTD_SOURCE_REPORT_FILE_HPP
#define DEFECTD_SOURCE_REPORT_FILE_HPP

#include <string>

#include "defectd/base/byte_source.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// Blocking, for a worker thread.  Closes the file when destroyed.
class report_file final : public byte_source {
public:
    /// Opens a regular file for reading.  Throws std::system_error that names the file, also for a folder, a pipe or
    /// a device, without waiting for one.
    explicit report_file(const std::string& path);
    ~report_file() override;
    report_file(const report_file&) = delete;
    report_file& operator=(const report_file&) = delete;

    /// Reads up to `into.size()` bytes and returns how many, 0 at the end.  Throws std::system_error that names the
    /// file.
    [[nodiscard]] std::size_t read(std::span<char> into) override;

    /// Returns what the file is now; differs from an earlier mark when the file was written to.  Throws
    /// std::system_error.
    [[nodiscard]] file_mark mark() const;

private:
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace defectd

#endif
