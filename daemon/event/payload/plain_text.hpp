// Plain text of an event on its way to a person: made harmless, measured, and written in a receiver's markup
// without ever cutting a character or an escape in two.
#ifndef DEFECTD_EVENT_PAYLOAD_PLAIN_TEXT_HPP
#define DEFECTD_EVENT_PAYLOAD_PLAIN_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace defectd::payloads {

/// `text` as one line of valid UTF-8: line ends and control characters become single spaces, and what turns the
/// direction of writing is dropped, since it can make an order id read as another one.  Trimmed.
[[nodiscard]] std::string one_line(std::string_view text);

/// Length as receivers count it at worst: UTF-16 units, an emoji is two.
[[nodiscard]] std::size_t units(std::string_view text) noexcept;

/// One character of plain text as a receiver must be sent it.
using escape = std::string (*)(std::string_view character);

/// A text under construction that never grows over `max` units; what does not fit is cut and "…" tells so.
class bounded_text {
public:
    explicit bounded_text(std::size_t max) : max_(max) {}

    /// Each character of `plain` through `escaped`; an escape is kept whole or not at all.
    void add(std::string_view plain, escape escaped);

    /// Text that already is in the receiver's markup.
    void add_markup(std::string_view markup);

    [[nodiscard]] std::string text() const;

private:
    void add_whole(std::string_view piece);

    std::string text_;
    std::size_t max_;
    std::size_t units_ = 0;
    std::size_t cut_at_ = 0;  ///< bytes of `text_` that leave room for the "…"
};

/// `plain` in the receiver's markup, at most `max` units.
[[nodiscard]] std::string escaped(std::string_view plain, escape how, std::size_t max);

/// `plain` cut to `max` units.
[[nodiscard]] std::string cut(std::string_view plain, std::size_t max);

}  // namespace defectd::payloads

#endif
