// A string that cannot be printed by accident: it has no operator<<, no fmt
// formatter and no implicit conversion.
#ifndef DEFECTD_BASE_SECRET_HPP
#define DEFECTD_BASE_SECRET_HPP

#include <string>
#include <utility>

namespace defectd {

/// Holds a key, a token or a URL that works as one; wiped when destroyed.
class secret {
public:
    secret() = default;
    explicit secret(std::string value) : value_(std::move(value)) {}
    secret(const secret&) = default;
    secret(secret&&) = default;
    secret& operator=(const secret&) = default;
    secret& operator=(secret&&) = default;
    ~secret();

    /// The text itself, for the one place that must send or hash it.
    [[nodiscard]] const std::string& reveal() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

    friend bool operator==(const secret&, const secret&) = default;

private:
    std::string value_;
};

/// What stands in the place of a secret wherever a person might read it.
inline constexpr const char* secret_mask = "<secret>";

}  // namespace defectd

#endif
