// The disk that the durable figures depend on.
#ifndef DEFECTD_BENCH_DISK_HPP
#define DEFECTD_BENCH_DISK_HPP

#include <string>
#include <string_view>

namespace defectd::bench {

/// A new folder, removed with all that is in it.
class scratch_folder {
public:
    /// @param parent  on the disk to measure.  Throws std::system_error.
    explicit scratch_folder(const std::string& parent);
    ~scratch_folder();
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;

    /// Absolute.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::string file(std::string_view name) const;

private:
    std::string path_;
};

/// Of appending 4 KiB and fdatasync(2), in milliseconds.
struct sync_latency {
    double p50 = 0;
    double p99 = 0;
};

/// 200 samples, one after the other.  Throws std::system_error.
[[nodiscard]] sync_latency measure_syncs(const scratch_folder& folder);

}  // namespace defectd::bench

#endif
