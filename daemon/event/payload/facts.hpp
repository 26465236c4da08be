// The facts of one kept event, read from its standard body.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_FACTS_HPP
#define DEFECTD_EVENT_PAYLOAD_FACTS_HPP

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "defectd/event/payload.hpp"

namespace defectd::payloads {

/// The bytes of the body's `data` member as they stand there, so that numbers are copied verbatim;
/// "null" when there is none.
[[nodiscard]] std::string_view data_of(std::string_view body) noexcept;

/// Lenient: what is absent, null or of another type is simply not known.  Must not outlive the event.
class event_facts {
public:
    explicit event_facts(const stored_event& ev);

    [[nodiscard]] const stored_event& of() const noexcept { return *event_; }

    /// The text at a JSON pointer into `data` ("/deadlines/0/due"), as one harmless line; empty when not known.
    [[nodiscard]] std::string text(std::string_view pointer) const;

    [[nodiscard]] std::optional<double> number(std::string_view pointer) const;
    [[nodiscard]] std::optional<std::int64_t> count(std::string_view pointer) const;

    /// `data` itself: an object, or null.
    [[nodiscard]] const boost::json::value& data() const noexcept { return data_; }

private:
    const stored_event* event_;
    boost::json::value data_;
};

}  // namespace defectd::payloads

#endif
