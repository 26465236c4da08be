// Who takes a slot next, of slots that many members share.  Pure: no loop, no clock.
//
// The rule is that of `limits.deliveries_in_flight` (docs/delivery.md, "Isolation between subscribers"):
//  - While the slots suffice to keep `own` for every member, no other can take those, whether the member uses them
//    now or not: an attempt that hangs cannot be taken back from whoever has it.
//  - With more members than that, a member takes more than its own only while half of the slots are free.
//  - A member whose last attempt failed holds one slot, and all such together at most half of them.
//  - Whoever waits longest is next, and goes to the end of the queue with every slot it takes.
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
    /// @param slots   at least 1
    /// @param own      slots kept for each member, at least 1
    fair_queue(std::size_t members, int slots, int own);

    struct demand {
        int held = 0;             ///< slots it has
        int wants = 0;            ///< slots it could use at once besides; may be negative
        bool takes_part = false;  ///< false: it is switched off, and nothing is kept for it
        bool is_failing = false;  ///< its last attempt failed

        friend bool operator==(const demand&, const demand&) = default;
    };

    /// How a member stands now.  O(log members).
    void set(std::size_t member, const demand& now);

    struct grant {
        std::size_t member = 0;
        int slots = 0;  ///< at least 1
    };

    /// Who may take how many slots now; the caller tells by set() that they were taken.  nullopt when nobody may.
    [[nodiscard]] std::optional<grant> next() const;

    /// Over all members.
    [[nodiscard]] int held() const noexcept { return held_; }

private:
    /// Waiting members by ticket.  A lower ticket waits longer.
    using waiting_list = std::map<std::uint64_t, std::size_t>;

    struct member_entry {
        demand now;
        std::uint64_t ticket = 0;
        waiting_list* list = nullptr;  ///< where it waits; nullptr when it does not
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
    int held_failing_ = 0;  ///< of those, by members that fail
    int held_beyond_ = 0;   ///< of those, beyond what is kept for the member
    int taking_part_ = 0;   ///< members
};

}  // namespace defectd

#endif
