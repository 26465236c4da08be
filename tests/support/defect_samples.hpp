// Short words for observations, reports and what a comparison told, so that a test reads as a story.
#ifndef DEFECTD_TESTS_SUPPORT_DEFECT_SAMPLES_HPP
#define DEFECTD_TESTS_SUPPORT_DEFECT_SAMPLES_HPP

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/defect/diff.hpp"

namespace defectd::test {

inline constexpr auto feedback = defect_type::negative_feedback;
inline constexpr auto claim = defect_type::a_to_z_claim;
inline constexpr auto chargeback = defect_type::chargeback;

[[nodiscard]] inline timestamp at(std::string_view rfc3339)
{
    return parse_rfc3339(rfc3339).value();
}

[[nodiscard]] inline date day(std::string_view iso)
{
    return parse_iso_date(iso).value();
}

/// On the day of most tests, 2026-11-23, the window is 2026-09-10 … 2026-11-08.
inline const timestamp noon = at("2026-11-23T12:00:00Z");
inline constexpr std::string_view inside = "2026-10-20";
inline constexpr std::string_view last_expiring_day = "2026-09-10";
inline constexpr std::string_view first_lasting_day = "2026-09-11";
inline constexpr std::string_view before_window = "2026-09-09";

[[nodiscard]] inline observation seen(std::string order_id, defect_type type = claim,
                                      std::string_view order_date = inside, std::string value = "X",
                                      std::optional<fulfillment> channel = fulfillment::mfn)
{
    return {.key = {.order_id = std::move(order_id), .type = type},
            .order_date = day(order_date),
            .value = std::move(value),
            .channel = channel};
}

/// A complete report of all three types.
[[nodiscard]] inline report listing(std::vector<observation> defects, timestamp time = noon)
{
    std::sort(defects.begin(), defects.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    report made;
    made.sha256 = std::string(64, 'a');
    made.time = time;
    made.collected_at = time;
    made.rows = defects.size();
    made.defects = std::move(defects);
    made.covers.set();
    return made;
}

/// "created O1/chargeback e1 r0, cleared O2/a_to_z_claim e1 r3"; empty when nothing was told.
[[nodiscard]] inline std::string changes_in(const changes& answer)
{
    constexpr std::string_view kinds[] = {"created", "updated", "cleared", "expired"};
    std::string text;
    for (const defect_change& change : answer.changed) {
        if (!text.empty())
            text += ", ";
        text += kinds[static_cast<std::size_t>(change.kind)];
        text += ' ' + change.defect.key.order_id + '/' + std::string(name_of(change.defect.key.type)) + " e" +
                std::to_string(change.defect.episode) + " r" + std::to_string(change.defect.revision);
    }
    return text;
}

}  // namespace defectd::test

#endif
