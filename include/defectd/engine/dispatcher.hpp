// Claim, send, record: carries every due delivery to its subscriber.
#ifndef DEFECTD_ENGINE_DISPATCHER_HPP
#define DEFECTD_ENGINE_DISPATCHER_HPP

#include <deque>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "defectd/engine/store_worker.hpp"
#include "defectd/runtime/http_client.hpp"
#include "defectd/runtime/random.hpp"
#include "defectd/runtime/task_group.hpp"
#include "defectd/runtime/wakeup.hpp"

namespace defectd {

/// What the dispatcher needs of the world; everything must outlive it.
struct dispatcher_surroundings {
    clock& time;
    log_sink& log;
    random_source& random;
    store_worker& kept;
    http_client& http;
    std::span<const subscriber_config> subscribers;
    int most_in_flight = 256;
    std::string owner;  ///< names this process in leases
};

/// Loop thread only.  One round at a time: what ended since the last round is recorded and what is due is claimed
/// in one transaction, so that a busy disk makes larger rounds and an idle one adds no wait.
class dispatcher {
public:
    dispatcher(const asio::any_io_executor& loop, dispatcher_surroundings world);

    /// Works until stop(), then drains; ends when nothing is in flight and everything is recorded.
    [[nodiscard]] task<void> run();

    /// New deliveries may be due.
    void notice() { bell_.ring(); }

    /// Claims nothing more; attempts under way may end until `until`, then they are cut off and stay pending.
    void stop(timestamp until);

    [[nodiscard]] int in_flight() const noexcept { return in_flight_; }

private:
    struct lane {
        const subscriber_config* subscriber = nullptr;
        std::deque<claimed_delivery> at_hand;  ///< claimed, to be attempted as places get free
        int in_flight = 0;
        std::uint64_t last_start =
            0;  ///< number of its last attempt among all: ties go to the one that waited longest
        bool is_failing = false;  ///< the last attempt failed: log changes, not repeats

        [[nodiscard]] int taken() const { return in_flight + static_cast<int>(at_hand.size()); }
    };

    [[nodiscard]] claim_request next_claim() const;
    [[nodiscard]] task<settlement> settle();
    void take(std::vector<claimed_delivery> claimed);
    void start_what_fits();
    [[nodiscard]] lane* next_lane();
    [[nodiscard]] bool can_start(const lane& on) const;
    void start_next(lane& on);
    void end_attempt(lane& on);
    [[nodiscard]] task<void> attempt(claimed_delivery delivery);
    void note_outcome(lane& on, const claimed_delivery& delivery, const attempt_record& record,
                      const post_outcome& outcome);
    void note_failure(log_level level, const claimed_delivery& delivery, const attempt_record& record,
                      const post_outcome& outcome);
    void hand_back();
    [[nodiscard]] task<void> drain();

    dispatcher_surroundings world_;
    std::map<std::string, lane, std::less<>> lanes_;
    int at_hand_ = 0;  ///< over all lanes
    std::uint64_t starts_ = 0;
    int in_flight_ = 0;                  ///< over all lanes: an attempt counts until its outcome is in ended_
    std::vector<attempt_record> ended_;  ///< not recorded yet
    task_group attempts_;
    wakeup bell_;
    bool is_stopping_ = false;
    timestamp drain_until_;
};

}  // namespace defectd

#endif
