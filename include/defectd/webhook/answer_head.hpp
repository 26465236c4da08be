// Reads the head of a receiver's answer: status line and header fields.  It forgives what real servers do and what
// changes nothing; it refuses what makes two readers disagree about where an answer ends.  Pure.
//
// Sources: RFC 9112 §2.2 (line ends, an empty line in front), §4 (status line), §5.1 and §5.2 (white space before a
// colon, folded lines), §6.3 (Content-Length beside Transfer-Encoding); RFC 9110 §15.2 (interim answers).
#ifndef DEFECTD_WEBHOOK_ANSWER_HEAD_HPP
#define DEFECTD_WEBHOOK_ANSWER_HEAD_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace defectd {

/// The bound of all heads of one answer together, interim ones and folded lines included.
inline constexpr std::size_t max_answer_head_bytes = 64U << 10U;

/// More interim answers (1xx) than these before the final one are refused.
inline constexpr int max_interim_answers = 5;

/// The head of one answer while it comes in.  Interim answers before it are skipped; 101 is rejected, since no request
/// asks a receiver to switch protocols.
class answer_head {
public:
    enum class state : std::uint8_t { more, whole, refused };

    answer_head() = default;
    answer_head(const answer_head&) = delete;
    answer_head& operator=(const answer_head&) = delete;

    /// Takes whole lines off the front of `bytes`, up to the end of the final head, and returns how many bytes those
    /// were.  The rest must stand in front of the next call's bytes.
    std::size_t take(std::string_view bytes);

    [[nodiscard]] state progress() const noexcept { return state_; }

    /// Whether anything of an answer has come, be it interim.
    [[nodiscard]] bool has_begun() const noexcept { return taken_ + searched_ > 0; }

    /// Why it was refused, for the operator.
    [[nodiscard]] const std::string& complaint() const noexcept { return complaint_; }

    /// 100 … 999 once the head is whole.
    [[nodiscard]] int status() const noexcept { return status_; }

    /// The values of Retry-After and of X-RateLimit-Reset-After; those of several lines joined by ", "; empty when
    /// there is none.
    [[nodiscard]] const std::string& retry_after() const noexcept { return retry_after_; }
    [[nodiscard]] const std::string& reset_after() const noexcept { return reset_after_; }

    /// The head in its plain form with only the fields that say where the body ends and whether the connection stays:
    /// "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\n".
    [[nodiscard]] const std::string& framing() const noexcept { return framing_; }

private:
    void take_line(std::string_view line);
    void take_first_line(std::string_view line);
    void take_field(std::string_view line);
    void take_fold(std::string_view line);
    void end_head();
    void begin_head();
    void keep_value(std::string_view name, std::string_view value);
    void refuse(std::string complaint);

    state state_ = state::more;
    std::string complaint_;
    std::size_t taken_ = 0;     ///< bytes of all lines so far
    std::size_t searched_ = 0;  ///< bytes after them that hold no line end
    int interim_ = 0;
    int status_ = 0;  ///< 0 before the status line
    bool skipped_empty_line_ = false;
    bool has_field_ = false;
    bool has_length_ = false;
    bool has_coding_ = false;
    std::string* open_value_ = nullptr;  ///< where a folded line goes on; null when it is not needed
    std::string retry_after_;
    std::string reset_after_;
    std::string framing_;
};

}  // namespace defectd

#endif
