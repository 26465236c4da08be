// The store as the loop sees it: calls run on the one thread that owns it, and a full disk is waited
// out instead of losing anything.
#ifndef DEFECTD_ENGINE_STORE_WORKER_HPP
#define DEFECTD_ENGINE_STORE_WORKER_HPP

#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/log.hpp"
#include "defectd/runtime/worker.hpp"
#include "defectd/store/store.hpp"
#include "defectd/store/store_error.hpp"

namespace defectd {

/// Loop thread only.  Everything given must outlive it.
class store_worker {
public:
    store_worker(store& kept, clock& time, log_sink& log) : store_(kept), time_(time), log_(log), thread_(1)
    {
    }

    /// Runs call(store&) on the store's thread.  A disk that is full or fails to read or write is tried again
    /// every 5 s: `call` must be repeatable, as one transaction is.  Other store_errors reach the caller.
    template <class Call>
    [[nodiscard]] task<std::invoke_result_t<Call&, store&>> run(Call call)
    {
        using value = std::invoke_result_t<Call&, store&>;
        static_assert(!std::is_void_v<value>, "a call gives back what it learnt");
        for (;;) {
            auto attempt = [this, &call]() -> std::variant<value, store_error> {
                try {
                    return call(store_);
                } catch (const store_error& error) {
                    if (error.fault() != store_fault::disk_full && error.fault() != store_fault::io)
                        throw;
                    return error;
                }
            };
            std::variant<value, store_error> outcome = co_await thread_.run(attempt);
            if (outcome.index() == 0) {
                note_well();
                co_return std::get<0>(std::move(outcome));
            }
            const std::string problem = std::get<1>(outcome).what();
            co_await wait_out(problem);
        }
    }

    /// What keeps the store from working now; nullopt while it works.
    [[nodiscard]] const std::optional<std::string>& problem() const noexcept { return problem_; }

private:
    task<void> wait_out(std::string problem);
    void note_well();

    store& store_;
    clock& time_;
    log_sink& log_;
    worker thread_;
    std::optional<std::string> problem_;
};

}  // namespace defectd

#endif
