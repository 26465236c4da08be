// Runs an action when a scope is left, by return as well as by an exception or a cancelled coroutine.
#ifndef DEFECTD_BASE_FINALLY_HPP
#define DEFECTD_BASE_FINALLY_HPP

#include <utility>

namespace defectd {

/// Holds the action and calls it in its destructor, exactly once.
///
/// The action must not throw, because a destructor that throws ends the process.  What it refers to must be declared
/// before it, so that it is still alive when the action runs.
template <class Action>
class finally {
public:
    explicit finally(Action action) : action_(std::move(action)) {}
    ~finally() { action_(); }
    finally(const finally&) = delete;
    finally& operator=(const finally&) = delete;

private:
    Action action_;
};

}  // namespace defectd

#endif
