// The text of an error as tests look at it.
#ifndef DEFECTD_TESTS_SUPPORT_ERROR_TEXT_HPP
#define DEFECTD_TESTS_SUPPORT_ERROR_TEXT_HPP

#include <optional>
#include <string>
#include <string_view>

#include "defectd/base/result.hpp"

namespace defectd {

/// Returns what the error says; empty when there is none.
inline std::string what(const std::optional<text_error>& error)
{
    return error ? error->what : "";
}

inline bool mentions(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace defectd

#endif
