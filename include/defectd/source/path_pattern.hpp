// A source's path: a glob whose folders and name may carry {account}, {marketplace} and
// {fulfillment}, so that one source serves thousands of accounts.  Pure.
#ifndef DEFECTD_SOURCE_PATH_PATTERN_HPP
#define DEFECTD_SOURCE_PATH_PATTERN_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/config/configuration.hpp"

namespace defectd {

/// What the placeholders stand for in one path; empty for a placeholder that the pattern does not have.
struct path_captures {
    std::string account;
    std::string marketplace;
    std::string fulfillment;
};

/// One step of the pattern: the name of a folder, or of the file.
class path_step {
public:
    explicit path_step(std::string text);

    /// True without a glob or placeholder: the step is the name itself.
    [[nodiscard]] bool is_literal() const noexcept { return literal_; }
    /// True with at least one of the three placeholders.
    [[nodiscard]] bool has_placeholder() const noexcept { return has_placeholder_; }
    /// The step as the pattern has it.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    /// True when `name` fits; what the placeholders stand for in it is added to `captures`.  A placeholder is one or
    /// more characters, as few as fit; `*` any run, `?` one.  A name that begins with "." never fits.
    [[nodiscard]] bool matches(std::string_view name, path_captures& captures) const;

private:
    std::string text_;
    bool has_placeholder_ = false;
    bool literal_ = false;
};

/// Returns the steps of an absolute pattern, from the root.
[[nodiscard]] std::vector<path_step> split_pattern(std::string_view pattern);

/// Returns what the placeholders stand for in the path of a file or a folder; nullopt when it does not fit.  A path
/// with fewer names than the pattern has steps is that of a folder, and has to fit the first of them.
[[nodiscard]] std::optional<path_captures> captures_of(const std::vector<path_step>& steps,
                                                       std::string_view path);

/// Returns the parts of a scope that the keys of a source fix; its path gives the others.
[[nodiscard]] scope_parts fixed_parts(const source_config& source);

/// Returns the scope that a source and the captures of one path name together; nullopt when a captured marketplace or
/// fulfillment is unknown.
/// @pre  together they name every part
[[nodiscard]] std::optional<report_scope> scope_of(const source_config& source,
                                                   const path_captures& captures);

}  // namespace defectd

#endif
