// A string that cannot be printed by accident: it has no operator<<, no fmt formatter and no implicit conversion.
// The compiler therefore rejects a secret in a log record, a format string or a JSON document.
#ifndef DEFECTD_BASE_SECRET_HPP
#define DEFECTD_BASE_SECRET_HPP

#include <string>
#include <utility>

namespace defectd {

/// Holds a key, a token or a URL that works as one.  The destructor overwrites the memory; copies are wiped each by
/// its own destructor.
class secret {
public:
    secret() = default;
    explicit secret(std::string value) : value_(std::move(value)) {}
    secret(const secret&) = default;
    secret(secret&&) = default;
    secret& operator=(const secret&) = default;
    secret& operator=(secret&&) = default;
    ~secret();

    /// Returns the text itself, for the one place that must send or hash it.  Valid as long as the secret.
    [[nodiscard]] const std::string& reveal() const noexcept { return value_; }
    /// True when there is no text; safe to ask anywhere.
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

    friend bool operator==(const secret&, const secret&) = default;

private:
    std::string value_;
};

/// The text that is printed instead of a secret, in print-config, logs and messages.
inline constexpr const char* secret_mask = "<secret>";

}  // namespace defectd

#endif
