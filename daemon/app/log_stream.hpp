// Writes log lines and records out of the process without ever waiting for their reader.
#ifndef DEFECTD_APP_LOG_STREAM_HPP
#define DEFECTD_APP_LOG_STREAM_HPP

#include <atomic>
#include <span>
#include <string>
#include <string_view>

namespace defectd {

/// A pipe, terminal, socket or file that was open before, usually stderr.  Any thread.
///
/// A pipe and a terminal are opened once more to be written without waiting: O_NONBLOCK set on the descriptor itself
/// would also change it for the shell and for every other process that shares it.
class line_stream {
public:
    explicit line_stream(int descriptor);
    ~line_stream();
    line_stream(const line_stream&) = delete;
    line_stream& operator=(const line_stream&) = delete;

    /// Writes `line` and a line break.  False when not all of it was taken: nothing reads, or the disk is full.
    [[nodiscard]] bool write(std::string line);

private:
    enum class kind { socket, reopened, other };

    [[nodiscard]] bool write_at_once(std::string_view bytes);

    kind kind_ = kind::other;
    int descriptor_;
    std::atomic<bool> is_cut_ = false;  ///< the last line was taken in part
};

/// The journal's socket for records with fields.  Any thread.
///
/// Source: "Native Journal Protocol" of systemd; sd_journal_sendv(3) speaks it too, but waits while the journal does
/// not read.
class journal_stream {
public:
    /// What became of a record: sent, dropped because the journal does not keep up, or there is none to send it to.
    enum class outcome { taken, dropped, no_journal };

    /// @param path  of the journal's socket
    explicit journal_stream(std::string path = "/run/systemd/journal/socket");
    ~journal_stream();
    journal_stream(const journal_stream&) = delete;
    journal_stream& operator=(const journal_stream&) = delete;

    /// @param fields  each "NAME=value"
    [[nodiscard]] outcome write(std::span<const std::string> fields);

private:
    std::string path_;
    int socket_;
};

}  // namespace defectd

#endif
