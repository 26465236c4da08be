// The life of one account and marketplace: reports come in, the last known state follows.
#ifndef DEFECTD_TESTS_SUPPORT_STORY_HPP
#define DEFECTD_TESTS_SUPPORT_STORY_HPP

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "defectd/defect/diff.hpp"

namespace defectd::test {

/// Keeps the rows of the marketplace and the state of each scope.
class story {
public:
    diff_rules rules;

    /// Compares and applies; `now` is the report's time unless given.
    changes read(const report& current, std::optional<timestamp> now = std::nullopt)
    {
        const snapshot before{.state = states[rules.scope_channel], .defects = rows};
        changes answer = diff(before, current, rules, now.value_or(current.time));
        write_rows(rows, answer.rows);
        states[rules.scope_channel] = answer.state;
        return answer;
    }

    /// Ends the case when the row is unknown.
    [[nodiscard]] const tracked_defect& row(const std::string& order_id, defect_type type) const
    {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const tracked_defect& candidate) {
            return candidate.key == defect_key{order_id, type};
        });
        REQUIRE(found != rows.end());
        return *found;
    }

    std::map<fulfillment, scope_state> states;
    std::vector<tracked_defect> rows;
};

}  // namespace defectd::test

#endif
