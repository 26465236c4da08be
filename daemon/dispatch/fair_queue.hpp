// Decides which member takes the next of the slots that many members share.  Pure: no loop, no clock.
//
// The rule is that of `limits.deliveries_in_flight` (docs/delivery.md, "Isolation between subscribers"):
//  - While there are enough slots to reserve `own` for every member, no other member can take those, whether the
//    member uses them now or not: an attempt that hangs cannot be taken back.
//  - With more members than that, a member gets more than its own only while half of the slots are free.
//  - A member whose last attempt failed holds one slot, and all such members together at most half of them.
//  - The member that waits longest is next, and goes to the end of the queue with every slot it takes.
#ifndef DEFECTD_DISPATCH_FAIR_QUEUE_HPP
#define DEFECTD_DISPATCH_FAIR_QUEUE_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace defectd {

/// The members in the order in which they get slots.
class fair_queue {
public:
    /// @param members  numbered from 0; none takes part until set()
    /// @param slots   at least 1
    /// @param own      slots reserved for each member, at least 1
    fair_queue(std::size_t members, int slots, int own);

    /// What a member has and wants.
    struct demand {
        int held = 0;             ///< slots it has
        int wants = 0;            ///< slots it could use at once in addition; may be negative
        bool takes_part = false;  ///< false when it is disabled: nothing is reserved for it
        bool is_failing = false;  ///< its last attempt failed

        friend bool operator==(const demand&, const demand&) = default;
    };

    /// Sets the present demand of a member.  O(log members).
    void set(std::size_t member, const demand& now);

    /// Slots for one member.
    struct grant {
        std::size_t member = 0;
        int slots = 0;  ///< at least 1
    };

    /// Returns which member may take how many slots now; nullopt when none may.  The grant takes effect when the caller
    /// sets the new demand of the member.
    [[nodiscard]] std::optional<grant> next() const;

    /// Returns how many slots are held, over all members.
    [[nodiscard]] int held() const noexcept { return held_; }

private:
    /// Waiting members by ticket.  A lower ticket waits longer.
    using waiting_list = std::map<std::uint64_t, std::size_t>;

    struct member_entry {
        demand now;
        std::uint64_t ticket = 0;
        waiting_list* list = nullptr;  ///< the list it waits in; nullptr when it does not wait
    };

    void count(const demand& counted, int sign) noexcept;
    [[nodiscard]] waiting_list* list_for(const demand& now);
    [[nodiscard]] int beyond_own(const demand& now) const noexcept;
    [[nodiscard]] int free_beyond_own() const noexcept;

    int slots_;
    int own_;
    std::vector<member_entry> members_;
    waiting_list within_own_;  ///< holds less than its own
    waiting_list probing_;     ///< fails, and holds none
    waiting_list beyond_own_;  ///< has its own, and wants more
    std::uint64_t tickets_ = 0;
    int held_ = 0;
    int held_failing_ = 0;  ///< of held_: by members that fail
    int held_beyond_ = 0;   ///< of held_: beyond what is reserved for the member
    int taking_part_ = 0;   ///< members
};

}  // namespace defectd

#endif
