// The query of a request's target: "state=exhausted&limit=20".  Pure.
//
// Source: RFC 3986 §2.1.  `+` stands for itself, so that "+01:00" needs no escape.
#ifndef DEFECTD_ADMIN_QUERY_HPP
#define DEFECTD_ADMIN_QUERY_HPP

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/http/server.hpp"

namespace defectd {

/// Returns `text` with every %XX replaced by its byte; nullopt when two hex digits are missing after a `%`.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// The members of a query, decoded.
class query {
public:
    /// Returns the members of the query, or a problem (400) when one is unknown, repeated or wrongly escaped.  Empty
    /// members, as in `a=1&&b=2`, are skipped.
    [[nodiscard]] static result<query, server_response> read(std::string_view text,
                                                             std::span<const std::string_view> known);

    /// Returns the value of a member; nullopt when it is absent, "" when it has no value.
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;

private:
    struct member {
        std::string name;
        std::string value;
    };
    std::vector<member> members_;
};

}  // namespace defectd

#endif
