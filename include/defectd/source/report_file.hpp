// An open report file: its bytes, and proof that it did not change while they were read.
#ifndef DEFECTD_SOURCE_REPORT_FILE_HPP
#define DEFECTD_SOURCE_REPORT_FILE_HPP

#include <string>

#include "defectd/base/byte_source.hpp"
#include "defectd/defect/report_file.hpp"

namespace defectd {

/// Blocking; one thread.  Closes the file when destroyed.
class report_file final : public byte_source {
public:
    /// Opens a regular file for reading.  Throws std::system_error that names it; a folder, a pipe or a device
    /// is refused without waiting on it.
    explicit report_file(const std::string& path);
    ~report_file() override;
    report_file(const report_file&) = delete;
    report_file& operator=(const report_file&) = delete;

    [[nodiscard]] std::size_t read(std::span<char> into) override;

    /// What the file is now.  Differs from an earlier look when it was written to meanwhile.
    [[nodiscard]] file_mark mark() const;

private:
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace defectd

#endif
