// Who takes a place next, of places that many members share.  Pure: no loop, no clock.
//
// The rule is that of `limits.deliveries_in_flight` (docs/delivery.md, "Isolation between subscribers"):
//  - While the places suffice to keep `own` for every member, no other can take those, whether the member uses them
//    now or not: an attempt that hangs cannot be taken back from its subscriber.
//  - With more members than that, a member takes more than its own only while half of the places are free.
//  - A member whose last attempt failed holds one place, and all such together at most half of them.
//  - The one that waits longest is next, and goes to the end of the queue with every place it takes.
#ifndef DEFECTD_DISPATCH_FAIR_QUEUE_HPP
#define DEFECTD_DISPATCH_FAIR_QUEUE_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace defectd {

class fair_queue {
public:
    /// @param members  numbered from 0; none takes part yet
    /// @param places   at least 1
    /// @param own      places kept for each member, at least 1
    fair_queue(std::size_t members, int places, int own);

    struct standing {
        int held = 0;             ///< places it has
        int wants = 0;            ///< further places it could use at once; may be negative
        bool takes_part = false;  ///< false: it is switched off, and nothing is kept for it
        bool is_failing = false;  ///< its last attempt failed

        friend bool operator==(const standing&, const standing&) = default;
    };

    /// How a member stands now.  O(log members).
    void set(std::size_t member, const standing& now);

    struct grant {
        std::size_t member = 0;
        int places = 0;  ///< at least 1
    };

    /// Who may take how many places now; the caller tells by set() that they were taken.  nullopt when none may.
    [[nodiscard]] std::optional<grant> next() const;

    /// Over all members.
    [[nodiscard]] int held() const noexcept { return held_; }

private:
    /// Waiting members by ticket.  A lower ticket waits longer.
    using waiting_line = std::map<std::uint64_t, std::size_t>;

    struct seat {
        standing now;
        std::uint64_t ticket = 0;
        waiting_line* line = nullptr;  ///< where it waits; nullptr when it does not
    };

    void count(const standing& counted, int sign) noexcept;
    [[nodiscard]] waiting_line* line_for(const standing& now);
    [[nodiscard]] int beyond_own(const standing& now) const noexcept;
    [[nodiscard]] int free_beyond_own() const noexcept;

    int places_;
    int own_;
    std::vector<seat> seats_;
    waiting_line within_own_;  ///< holds less than its own
    waiting_line probing_;     ///< fails, and holds none
    waiting_line beyond_own_;  ///< has its own, and wants more
    std::uint64_t tickets_ = 0;
    int held_ = 0;
    int held_failing_ = 0;  ///< of those, by members that fail
    int held_beyond_ = 0;   ///< of those, beyond what is kept for the member
    int taking_part_ = 0;   ///< members
};

}  // namespace defectd

#endif
