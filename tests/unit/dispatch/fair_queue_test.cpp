#include "fair_queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace defectd;

namespace {

/// Members that hold slots for as long as chance wants, and the rule looked at from outside.
class model {
public:
    /// @param switches  members are switched off and on too
    model(std::size_t members, int slots, bool switches, unsigned seed)
        : queue_(members, slots, 1), slots_(slots), switches_(switches), members_(members), random_(seed)
    {
        for (std::size_t i = 0; i < members; ++i) {
            members_[i].takes_part = true;
            report(i);
        }
    }

    void step()
    {
        const std::size_t which = random_() % members_.size();
        member& one = members_[which];
        switch (random_() % 8) {
        case 0:
        case 1:
        case 2: one.due += static_cast<int>(random_() % 20); break;
        case 3:
        case 4:
        case 5: end_one(one, false); break;
        case 6: end_one(one, true); break;
        default: one.takes_part = !switches_ || !one.takes_part || random_() % 4 != 0; break;
        }
        report(which);
        give();
    }

private:
    struct member {
        int due = 0;
        int held = 0;
        int concurrency = 64;
        bool takes_part = false;
        bool is_failing = false;
        int granted_to_others = 0;  ///< while it waits with nothing; of one that fails, to others that do
    };

    static void end_one(member& one, bool fails)
    {
        if (one.held == 0)
            return;
        --one.held;
        one.is_failing = fails;
    }

    void report(std::size_t which)
    {
        const member& one = members_[which];
        const int fits = one.is_failing ? 1 : one.concurrency;
        queue_.set(which, {one.held, std::min(one.due, fits - one.held), one.takes_part, one.is_failing});
    }

    [[nodiscard]] int held(bool only_failing) const
    {
        int sum = 0;
        for (const member& one : members_)
            sum += one.is_failing || !only_failing ? one.held : 0;
        return sum;
    }

    [[nodiscard]] std::ptrdiff_t taking_part() const
    {
        return std::ranges::count(members_, true, &member::takes_part);
    }

    void give()
    {
        while (const auto next = queue_.next()) {
            member& one = members_[next->member];
            REQUIRE(next->slots == 1);
            REQUIRE(one.takes_part);
            REQUIRE(one.due > 0);
            if (one.is_failing) {
                CHECK(one.held == 0);
                CHECK(held(true) < std::max(1, slots_ / 2));
            }
            if (one.held > 0 && taking_part() > slots_)
                CHECK(held(false) < slots_ - slots_ / 2);
            --one.due;
            ++one.held;
            one.granted_to_others = 0;
            report(next->member);
            for (member& other : members_)
                if (&other != &one && waits(other) && (one.is_failing || !other.is_failing))
                    CHECK(++other.granted_to_others < 2 * static_cast<int>(members_.size()));
        }
        CHECK(queue_.held() == held(false));
        CHECK(held(false) <= slots_);
        check_those_that_wait();
    }

    [[nodiscard]] static bool waits(const member& one)
    {
        return one.takes_part && one.due > 0 && one.held == 0;
    }

    /// One that is well, due and without a slot waits only while there is none; and with slots enough for everyone
    /// never, unless members that were switched off have been lent from.
    void check_those_that_wait() const
    {
        const bool nothing_stands_idle = held(false) == slots_ || !has_room_beyond();
        for (const member& one : members_) {
            if (one.is_failing || !one.takes_part || one.due == 0)
                continue;
            if (one.held == 0) {
                CHECK(held(false) == slots_);
                CHECK((switches_ || members_.size() > static_cast<std::size_t>(slots_)));
            } else if (one.held < one.concurrency) {
                CHECK(nothing_stands_idle);
            }
        }
    }

    /// A slot is free that is reserved for no member.
    [[nodiscard]] bool has_room_beyond() const
    {
        if (taking_part() > slots_)
            return held(false) < slots_ - slots_ / 2;
        int reserved = 0;
        for (const member& one : members_)
            reserved += one.takes_part && one.held == 0 ? 1 : 0;
        return held(false) + reserved < slots_;
    }

    fair_queue queue_;
    int slots_;
    bool switches_;
    std::vector<member> members_;
    std::mt19937 random_;
};

/// A member that wants all it can get.
constexpr fair_queue::demand greedy(int held, bool fails = false)
{
    return {.held = held, .wants = 1000, .takes_part = true, .is_failing = fails};
}

/// Grants slots until no member may take more, and returns what each then holds.
std::vector<int> give_all(fair_queue& queue, std::vector<fair_queue::demand> members)
{
    for (std::size_t i = 0; i < members.size(); ++i)
        queue.set(i, members[i]);
    while (const auto next = queue.next()) {
        members[next->member].held += next->slots;
        members[next->member].wants -= next->slots;
        queue.set(next->member, members[next->member]);
    }
    std::vector<int> held;
    for (const auto& each : members)
        held.push_back(each.held);
    return held;
}

}  // namespace

TEST_SUITE("dispatch/fair queue")
{
    TEST_CASE("with random members the rule holds, no slot is idle and every member gets its turn")
    {
        for (unsigned seed = 0; seed < 40; ++seed) {
            CAPTURE(seed);
            std::mt19937 random(seed);
            const std::size_t members = 1 + random() % 12;
            const int slots = 1 + static_cast<int>(random() % 16);
            CAPTURE(members);
            CAPTURE(slots);
            model played(members, slots, seed % 2 == 0, seed);
            for (int i = 0; i < 2000; ++i)
                played.step();
        }
    }

    TEST_CASE("five greedy members leave the sixth its slot, although it wants none yet")
    {
        fair_queue queue(6, 256, 1);
        std::vector<fair_queue::demand> members(6, greedy(0));
        members[5] = {.held = 0, .wants = 0, .takes_part = true};
        CHECK(give_all(queue, members) == std::vector{51, 51, 51, 51, 51, 0});
        CHECK(queue.held() == 255);
        queue.set(5, greedy(0));
        REQUIRE(queue.next());
        CHECK(queue.next()->member == 5);
    }

    TEST_CASE("a single member gets all slots")
    {
        fair_queue queue(1, 7, 1);
        CHECK(give_all(queue, {greedy(0)}) == std::vector{7});
    }

    TEST_CASE("as many members as slots have one each")
    {
        fair_queue queue(4, 4, 1);
        CHECK(give_all(queue, std::vector(4, greedy(0))) == std::vector{1, 1, 1, 1});
    }

    TEST_CASE("failing members hold one slot each, and together half of the slots")
    {
        fair_queue queue(200, 256, 1);
        const auto held = give_all(queue, std::vector(200, greedy(0, true)));
        CHECK(std::ranges::count(held, 1) == 128);
        CHECK(std::ranges::count(held, 0) == 72);
    }

    TEST_CASE("with one slot a failing member still gets it")
    {
        fair_queue queue(1, 1, 1);
        CHECK(give_all(queue, {greedy(0, true)}) == std::vector{1});
    }

    TEST_CASE("with more members than slots a single active one gets half of them")
    {
        fair_queue queue(20, 8, 1);
        std::vector<fair_queue::demand> members(20, {.held = 0, .wants = 0, .takes_part = true});
        members[3] = greedy(0);
        CHECK(give_all(queue, members)[3] == 4);
    }

    TEST_CASE("several slots may be reserved per member")
    {
        fair_queue queue(3, 9, 3);
        queue.set(0, greedy(0));
        REQUIRE(queue.next());
        CHECK(queue.next()->slots == 3);
        CHECK(give_all(queue, {greedy(0), {.held = 0, .wants = 2, .takes_part = true}, {}}) ==
              std::vector{6, 2, 0});
    }

    TEST_CASE("nothing is reserved for a disabled member, and what it holds counts")
    {
        fair_queue queue(2, 4, 1);
        CHECK(give_all(queue, {greedy(0), {.held = 2, .wants = 5, .takes_part = false}}) ==
              std::vector{2, 2});
    }
}
