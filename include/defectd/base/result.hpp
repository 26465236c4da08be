// result<T, E>: the value, or why there is none.  For expected outcomes of input
// or a peer; a broken environment throws, a bug of ours aborts.
#ifndef DEFECTD_BASE_RESULT_HPP
#define DEFECTD_BASE_RESULT_HPP

#include <boost/system/result.hpp>

#include <string>

namespace defectd {

/// Boost's result; 1.81 does not mark it [[nodiscard]], so every function that returns one is marked.
template <class T, class E>
using result = boost::system::result<T, E>;

/// Why a text could not be read: one sentence that says what to write instead.
struct text_error {
    std::string what;
};

}  // namespace defectd

#endif
