// One subscriber's share of the dispatcher: what is at hand for it, and what may be sent now.  No I/O, no clock.
#ifndef DEFECTD_ENGINE_LANE_HPP
#define DEFECTD_ENGINE_LANE_HPP

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "defectd/config/configuration.hpp"
#include "message.hpp"

namespace defectd {

class lane {
public:
    /// `subscriber` must outlive it.
    explicit lane(const subscriber_config& subscriber);

    [[nodiscard]] const subscriber_config& subscriber() const noexcept { return subscriber_; }
    [[nodiscard]] const subscriber_health& health() const noexcept { return health_; }
    void set_health(const subscriber_health& health) { health_ = health; }

    /// How many messages may be under way at the same time.
    [[nodiscard]] int places(timestamp now) const noexcept;

    /// How many deliveries more are to be claimed: a few rounds ahead, so that the next are at hand while a round is
    /// being committed.
    [[nodiscard]] int wanted(timestamp now) const noexcept;

    void take(claimed_delivery delivery);

    [[nodiscard]] bool can_start(timestamp now);

    /// Takes the next message from what is at hand; it is in flight until end().
    /// @param nth  counts the starts over all lanes
    /// @pre  can_start(now)
    [[nodiscard]] message start(timestamp now, std::uint64_t nth);
    void end() noexcept { --in_flight_; }

    /// How a delivery that is pending again is put when it is claimed.
    void put_otherwise(std::int64_t delivery, delivery_form form);

    /// When time alone lets something more be sent or claimed; nullopt when only an outcome or a new delivery can.
    [[nodiscard]] std::optional<timestamp> wakes_at(timestamp now);

    /// Takes everything that is at hand.
    [[nodiscard]] std::vector<claimed_delivery> give_back();

    [[nodiscard]] int in_flight() const noexcept { return in_flight_; }
    [[nodiscard]] int at_hand() const noexcept
    {
        return static_cast<int>(waiting_.size() + otherwise_.size());
    }
    [[nodiscard]] std::uint64_t last_start() const noexcept { return last_start_; }

    /// A stable word of the last attempt; empty when it succeeded, or there was none.
    [[nodiscard]] const std::string& last_failure() const noexcept { return last_failure_; }
    void set_last_failure(const std::string& failure) { last_failure_ = failure; }

    /// The receiver's certificate, as seen last.
    [[nodiscard]] std::optional<timestamp> certificate_expires_at() const noexcept { return expires_at_; }
    void set_certificate_expires_at(std::optional<timestamp> at) noexcept { expires_at_ = at; }

    /// What is at hand waits for time to pass, for others of a digest or for tokens, and not for a place: it must not
    /// count against those that do.
    [[nodiscard]] bool is_paced() const noexcept { return subscriber_.digest || subscriber_.limit; }

private:
    struct formed_delivery {
        claimed_delivery delivery;
        delivery_form form;
    };

    /// Something is complete enough to be sent.
    [[nodiscard]] bool has_message(timestamp now) const;
    /// When a digest of what is waiting is sent although it is not full.
    [[nodiscard]] timestamp digest_closes_at() const;

    const subscriber_config& subscriber_;
    subscriber_health health_;
    std::optional<token_bucket> bucket_;
    std::deque<claimed_delivery> waiting_;
    std::deque<formed_delivery> otherwise_;        ///< go before those that wait
    std::map<std::int64_t, delivery_form> forms_;  ///< of deliveries refused in another form
    int in_flight_ = 0;
    std::uint64_t last_start_ = 0;
    std::string last_failure_;
    std::optional<timestamp> expires_at_;
};

}  // namespace defectd

#endif
