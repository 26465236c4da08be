// The address of a unix socket, however long its path is.
#ifndef DEFECTD_HTTP_UNIX_ADDRESS_HPP
#define DEFECTD_HTTP_UNIX_ADDRESS_HPP

#include <boost/asio/local/stream_protocol.hpp>

#include <string>

namespace defectd {

/// A sockaddr_un has room for 107 bytes.  A longer path goes through an open descriptor of its folder
/// (/proc/self/fd/N/admin.sock, proc(5)), so the address is valid as long as this object lives.
class unix_address {
public:
    explicit unix_address(const std::string& path);
    ~unix_address();
    unix_address(const unix_address&) = delete;
    unix_address& operator=(const unix_address&) = delete;

    /// Returns false when even the file's name alone is too long, or the folder of a long path cannot be opened.
    [[nodiscard]] bool fits() const noexcept;

    /// Returns the address for bind() or connect().
    /// @pre fits()
    [[nodiscard]] boost::asio::local::stream_protocol::endpoint endpoint() const;

private:
    std::string usable_path_;
    int folder_ = -1;
};

}  // namespace defectd

#endif
