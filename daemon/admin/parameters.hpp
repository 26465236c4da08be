// What the parameters of lists and commands mean.  Pure; a bad value is a problem (400) that says what to write.
#ifndef DEFECTD_ADMIN_PARAMETERS_HPP
#define DEFECTD_ADMIN_PARAMETERS_HPP

#include "defectd/store/store.hpp"
#include "query.hpp"

namespace defectd {

inline constexpr int max_per_page = 500;

/// account, marketplace, subscriber, state, since, limit (1 … max_per_page), cursor.
[[nodiscard]] result<list_filter, server_response> filter_of(const query& asked, timestamp now);

/// `since`, which must be there.
[[nodiscard]] result<timestamp, server_response> required_since(const query& asked, timestamp now);

/// `state` of recover: not_delivered (the default) or all.
[[nodiscard]] result<recover_scope, server_response> recover_scope_of(const query& asked);

/// "true" or "false"; false when it is not there.
[[nodiscard]] result<bool, server_response> flag_of(const query& asked, std::string_view name);

/// A positive number in decimal digits; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> positive_number(std::string_view text) noexcept;

}  // namespace defectd

#endif
