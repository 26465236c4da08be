// The meaning of the parameters of lists and commands.  Pure; a bad value is a problem (400) that says what to write.
#ifndef DEFECTD_ADMIN_PARAMETERS_HPP
#define DEFECTD_ADMIN_PARAMETERS_HPP

#include "defectd/store/store.hpp"
#include "query.hpp"

namespace defectd {

/// The highest `limit`; without one, the limit is that of list_filter.
inline constexpr int max_per_page = 500;

/// Reads account, marketplace, subscriber, state, since, limit (1 to max_per_page) and cursor; all are optional.
[[nodiscard]] result<list_filter, server_response> filter_of(const query& asked, timestamp now);

/// Reads `since`, which is required: a time or a span before `now`.
[[nodiscard]] result<timestamp, server_response> required_since(const query& asked, timestamp now);

/// Reads `state` of recover: not_delivered (the default) or all.
[[nodiscard]] result<recover_scope, server_response> recover_scope_of(const query& asked);

/// Reads a parameter that is "true" or "false"; false when it is absent.
[[nodiscard]] result<bool, server_response> flag_of(const query& asked, std::string_view name);

/// Reads a positive number in decimal digits; nullopt for anything else, and over 2^63 - 1.
[[nodiscard]] std::optional<std::int64_t> positive_number(std::string_view text) noexcept;

}  // namespace defectd

#endif
