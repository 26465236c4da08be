// Runs something when a scope is left, however it is left.
#ifndef DEFECTD_BASE_FINALLY_HPP
#define DEFECTD_BASE_FINALLY_HPP

#include <utility>

namespace defectd {

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
