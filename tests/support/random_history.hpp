// Reports as a careless world sends them: rows come, change, vanish and return, columns are missing,
// rows are bad.
#ifndef DEFECTD_TESTS_SUPPORT_RANDOM_HISTORY_HPP
#define DEFECTD_TESTS_SUPPORT_RANDOM_HISTORY_HPP

#include <random>

#include "support/defect_samples.hpp"

namespace defectd::test {

/// Whether the MFN and AFN reports of a history may hold the same orders.
enum class overlap { none, some };

struct scoped_report {
    diff_rules rules;
    report current;
};

/// Not std::uniform_int_distribution and std::shuffle: theirs differ between libraries, a seed must not.
inline int below(int limit, std::mt19937& random)
{
    return static_cast<int>(random() % static_cast<unsigned>(limit));
}

template <class Item>
void shuffle(std::vector<Item>& items, std::mt19937& random)
{
    for (std::size_t left = items.size(); left > 1; --left)
        std::swap(items[left - 1], items[random() % left]);
}

/// Each identity is listed with a chance of `likely` in 100.
inline std::vector<observation> random_rows(const std::string& prefix, int likely, date today,
                                            std::mt19937& random)
{
    std::vector<observation> rows;
    for (int order = 0; order < 8; ++order)
        for (const defect_type type : {feedback, claim, chargeback}) {
            if (below(100, random) >= likely)
                continue;
            // Nearly always the same cells; the days lie on both sides of the window's first day.
            const int nudge = below(20, random) == 0 ? 1 : 0;
            const date ordered = today - std::chrono::days{60 + 4 * order + nudge};
            const char* const value = below(12, random) == 0 ? "Y" : "X";
            rows.push_back(seen(prefix + std::to_string(order), type, to_iso_date(ordered), value));
        }
    return rows;
}

inline scoped_report random_report(overlap shared, timestamp time, std::mt19937& random)
{
    scoped_report made;
    made.rules.scope_channel = below(2, random) == 0 ? fulfillment::mfn : fulfillment::afn;
    made.rules.accept_quarantine = below(20, random) == 0;
    made.rules.confirm_cleared = 1 + below(3, random);
    made.rules.baseline = below(2, random) == 0 ? baseline_mode::silent : baseline_mode::notify;
    const std::string own(name_of(made.rules.scope_channel));
    const bool common = shared == overlap::some && below(4, random) == 0;
    const int likely = below(4, random) == 0 ? below(101, random) : 85;
    made.current = listing(random_rows(common ? "COMMON" : own, likely, day("2026-11-23"), random), time);
    made.current.complete = below(10, random) != 0;
    if (below(6, random) == 0)
        made.current.covers.reset(static_cast<std::size_t>(below(3, random)));
    std::erase_if(made.current.defects, [&](const observation& row) {
        return !made.current.covers.test(static_cast<std::size_t>(row.key.type));
    });
    if (below(5, random) == 0)
        made.current.present_orders = {own + "2", own + "5"};
    return made;
}

/// Thirty reports of two scopes, some hours apart.
inline std::vector<scoped_report> random_history(unsigned seed, overlap shared)
{
    std::mt19937 random(seed);
    std::vector<scoped_report> history;
    timestamp time = noon;
    for (int n = 0; n < 30; ++n) {
        history.push_back(random_report(shared, time, random));
        time += std::chrono::minutes{10 + below(1200, random)};
    }
    return history;
}

}  // namespace defectd::test

#endif
