// What to say when the running daemon could not be asked, or said no.
#ifndef DEFECTD_APP_CLIENT_LOCAL_PROBLEM_HPP
#define DEFECTD_APP_CLIENT_LOCAL_PROBLEM_HPP

#include <string>
#include <vector>

#include "defectd/http/local_call.hpp"

namespace defectd {

/// Prints why and what to do; returns the exit code.
[[nodiscard]] int explain_failure(const local_failure& failure);

/// The same for an answer that is an RFC 9457 problem.
[[nodiscard]] int explain_answer(const local_answer& answer);

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
