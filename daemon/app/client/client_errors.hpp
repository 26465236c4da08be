// The error messages of commands that ask the running daemon.
#ifndef DEFECTD_APP_CLIENT_LOCAL_PROBLEM_HPP
#define DEFECTD_APP_CLIENT_LOCAL_PROBLEM_HPP

#include <string>
#include <vector>

#include "defectd/http/local_call.hpp"

namespace defectd {

/// Prints why the daemon could not be reached and what to do, and returns the exit code.
[[nodiscard]] int explain_failure(const local_failure& failure);

/// Prints the `detail` of an answer that is a problem (RFC 9457), and returns the exit code.
[[nodiscard]] int explain_answer(const local_answer& answer);

/// Returns the names of sources or subscribers, in their order.
template <class Named>
[[nodiscard]] std::vector<std::string> names_of(const std::vector<Named>& list)
{
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const Named& one : list)
        names.push_back(one.name);
    return names;
}

}  // namespace defectd

#endif
