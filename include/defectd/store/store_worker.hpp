// The store as the loop uses it: calls run on the one thread that owns the store, and a full disk is waited out, so
// that nothing is lost.
#ifndef DEFECTD_STORE_STORE_WORKER_HPP
#define DEFECTD_STORE_STORE_WORKER_HPP

#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "defectd/runtime/async_event.hpp"
#include "defectd/runtime/clock.hpp"
#include "defectd/runtime/log.hpp"
#include "defectd/runtime/worker.hpp"
#include "defectd/store/store.hpp"
#include "defectd/store/store_error.hpp"

namespace defectd {

/// Runs calls one at a time in the order in which they were made.  Loop thread only.  Everything given must
/// outlive it.  The calls run on a thread of its own, so the loop never waits for the disk.
class store_worker {
public:
    store_worker(const asio::any_io_executor& loop, store& db, clock& clock, log_sink& log)
        : store_(db), clock_(clock), log_(log), fatal_met_(loop), thread_(1)
    {
    }

    template <class Call>
    /// What a call returns.
    using learnt = std::invoke_result_t<Call&, store&>;

    /// Runs call(store&) on the store's thread and returns its result.  While the disk is full, or fails to read or
    /// write, the call is repeated every 5 s, so it must be repeatable, as one transaction is.
    ///
    /// Throws every other store_error; run_until_fatal() throws it, too, because the caller may be a single request,
    /// while the damage concerns the whole process.
    template <class Call>
    [[nodiscard]] task<learnt<Call>> run(Call call)
    {
        bool has_waited = false;
        for (;;) {
            std::variant<learnt<Call>, store_error> outcome = co_await attempt(call);
            if (outcome.index() == 0) {
                if (has_waited)  // others may have asked for nothing of the disk
                    note_well();
                co_return std::get<0>(std::move(outcome));
            }
            has_waited = true;
            const std::string problem = std::get<1>(outcome).what();
            co_await wait_out(problem);
        }
    }

    /// The same, without a repetition: returns nullopt after it waited for the disk.  For calls that write what was
    /// decided before the wait and must then be decided again.
    template <class Call>
    [[nodiscard]] task<std::optional<learnt<Call>>> run_once(Call call)
    {
        std::variant<learnt<Call>, store_error> outcome = co_await attempt(call);
        if (outcome.index() == 0) {
            note_well();
            co_return std::get<0>(std::move(outcome));
        }
        const std::string problem = std::get<1>(outcome).what();
        co_await wait_out(problem);
        co_return std::nullopt;
    }

    /// Runs until it is cancelled, or until a call meets a store_error after which the process must end; throws the
    /// first of these, whichever call met it.
    [[nodiscard]] task<void> run_until_fatal();

    /// Returns why the store is unavailable now; nullopt while it is available.
    [[nodiscard]] const std::optional<std::string>& problem() const noexcept { return problem_; }

private:
    /// Runs the call once.  Returns its result, or an error that can be waited out.  `call` must outlive it.
    template <class Call>
    [[nodiscard]] task<std::variant<learnt<Call>, store_error>> attempt(Call& call)
    {
        static_assert(!std::is_void_v<learnt<Call>>, "a call gives back what it learnt");
        auto once = [this, &call]() -> std::variant<learnt<Call>, store_error> {
            try {
                return call(store_);
            } catch (const store_error& error) {
                return error;
            }
        };
        std::variant<learnt<Call>, store_error> outcome = co_await thread_.run(once);
        if (outcome.index() == 1)
            refuse_if_fatal(std::get<1>(outcome));
        co_return outcome;
    }

    /// Throws an error that cannot be waited out, and keeps it for run_until_fatal().
    void refuse_if_fatal(const store_error& error);

    /// Logs a new problem, and waits until the next try.
    task<void> wait_out(std::string problem);
    /// Logs the recovery when there was a problem.
    void note_well();

    store& store_;
    clock& clock_;
    log_sink& log_;
    std::optional<std::string> problem_;
    std::optional<store_error> fatal_;
    async_event fatal_met_;
    worker thread_;
};

}  // namespace defectd

#endif
