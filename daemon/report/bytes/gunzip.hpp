// The report without gzip: inflates what starts like gzip, whatever its name, and gives everything else as it is.  The
// text is never in memory as a whole, so a small file that inflates to gigabytes does no harm.
//
// Source: RFC 1952; several members in a row are one text.
#ifndef DEFECTD_REPORT_BYTES_GUNZIP_HPP
#define DEFECTD_REPORT_BYTES_GUNZIP_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/hashed_bytes.hpp"
#include "defectd/report/read.hpp"

struct z_stream_s;

namespace defectd {

/// The bytes of a report, inflated if they are gzip.  One thread.
class inflated_bytes {
public:
    /// @param from  must outlive it
    /// @param max   bytes, before and after inflation; more are rejected as too_large
    inflated_bytes(hashed_bytes& from, std::uint64_t max);
    ~inflated_bytes();

    /// Returns the next piece, empty at the end; valid until the next call.
    [[nodiscard]] result<std::string_view, rejection> next();

private:
    enum class form { unknown, plain, gzip, ended };
    struct stream_end {
        void operator()(z_stream_s* stream) const noexcept;
    };

    void find_form();
    [[nodiscard]] result<std::string_view, rejection> plain_piece();
    [[nodiscard]] result<std::string_view, rejection> inflated_piece();
    [[nodiscard]] bool refill();
    [[nodiscard]] bool next_member();

    hashed_bytes& from_;
    std::uint64_t max_;
    std::uint64_t given_ = 0;  ///< inflated bytes so far
    form form_ = form::unknown;
    std::string first_;         ///< the two bytes that decide the form, when they come one by one
    std::string_view waiting_;  ///< read from `from_`, not used yet
    bool in_member_ = true;     ///< false between two members of gzip
    bool damaged_ = false;      ///< found; reported after the text before it
    std::unique_ptr<z_stream_s, stream_end> stream_;
    std::vector<char> out_;
};

/// Returns the rejection of a report with more bytes than allowed.
[[nodiscard]] rejection too_many_bytes(std::uint64_t max);

}  // namespace defectd

#endif
