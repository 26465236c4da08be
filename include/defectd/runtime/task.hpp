// The return type of every coroutine of the daemon, and how one awaits without exceptions.
#ifndef DEFECTD_RUNTIME_TASK_HPP
#define DEFECTD_RUNTIME_TASK_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace defectd {

namespace asio = boost::asio;

/// A coroutine that runs on the loop and ends with a T.  It starts when it is awaited or spawned, which happens at
/// most once.  Cancelling the coroutine that awaits it cancels it too.
template <class T>
using task = asio::awaitable<T>;

/// The completion token with which an await returns (error_code, value…) instead of throwing.  An operand of `||` must
/// never throw: an exception does not count as its end, and the expression would wait for the other operand.
inline constexpr auto as_values = asio::as_tuple(asio::use_awaitable);

}  // namespace defectd

#endif
