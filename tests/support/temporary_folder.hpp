// A folder of a test's own, removed with all that is in it.
#ifndef DEFECTD_TESTS_SUPPORT_TEMPORARY_FOLDER_HPP
#define DEFECTD_TESTS_SUPPORT_TEMPORARY_FOLDER_HPP

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace defectd {

class temporary_folder {
public:
    temporary_folder()
    {
        // In memory where there is such a file system: tests make many small durable writes.
        path_ = std::filesystem::exists("/dev/shm") ? "/dev/shm"
                                                    : std::filesystem::temp_directory_path().string();
        path_ += "/defectd-test.XXXXXX";
        if (::mkdtemp(path_.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), path_);
    }
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    std::string path_;
};

}  // namespace defectd

#endif
