// The facts of one stored event, read from its standard body.  Pure.
#ifndef DEFECTD_EVENT_PAYLOAD_FACTS_HPP
#define DEFECTD_EVENT_PAYLOAD_FACTS_HPP

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "defectd/event/payload.hpp"

namespace defectd::payloads {

/// Returns the bytes of the body's `data` member as they are, so that numbers are copied verbatim; "null" when
/// there is no such member.
[[nodiscard]] std::string_view data_of(std::string_view body) noexcept;

/// Reads members of `data`.  A member that is absent, null or of another type counts as not known, so that an
/// event of another version still makes a message.  The event must outlive it.
class event_facts {
public:
    explicit event_facts(const stored_event& ev);

    [[nodiscard]] const stored_event& of() const noexcept { return *event_; }

    /// Returns the text at a JSON pointer into `data` ("/deadlines/0/due"), as one harmless line; empty when not
    /// known.
    [[nodiscard]] std::string text(std::string_view pointer) const;

    /// Returns the number at a JSON pointer; nullopt when it is not known.
    [[nodiscard]] std::optional<double> number(std::string_view pointer) const;
    [[nodiscard]] std::optional<std::int64_t> count(std::string_view pointer) const;

    /// Returns `data` itself, which is an object or null.
    [[nodiscard]] const boost::json::value& data() const noexcept { return data_; }

private:
    const stored_event* event_;
    boost::json::value data_;
};

}  // namespace defectd::payloads

#endif
