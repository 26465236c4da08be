// The words of our coroutines: what they return and how they await.
#ifndef DEFECTD_RUNTIME_TASK_HPP
#define DEFECTD_RUNTIME_TASK_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace defectd {

namespace asio = boost::asio;

template <class T>
using task = asio::awaitable<T>;

/// Awaits give (error_code, value) instead of throwing: an operand of `||` must never throw.
inline constexpr auto as_values = asio::as_tuple(asio::use_awaitable);

}  // namespace defectd

#endif
