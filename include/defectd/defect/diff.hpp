// What changed between the last known state and a report.  Pure: the same input gives the same answer, so a report
// can be compared again after a crash.
//
// Source: the difference table of docs/events.md.
#ifndef DEFECTD_DEFECT_DIFF_HPP
#define DEFECTD_DEFECT_DIFF_HPP

#include "defectd/defect/model.hpp"

namespace defectd {

/// Whether a defect still counts.  Persistent: the names are in the store.
enum class defect_status : std::uint8_t {
    open,
    cleared,  ///< absent from enough reports
    expired,  ///< out of the window
};
/// Returns the persistent name of a status.
[[nodiscard]] std::string_view name_of(defect_status status) noexcept;
/// Returns the status of that name; nullopt for any other text.
[[nodiscard]] std::optional<defect_status> defect_status_named(std::string_view name) noexcept;

/// A row of the snapshot: a defect as the last report had it, and what is remembered about it.
struct tracked_defect {
    defect_key key;
    fulfillment scope_channel = fulfillment::all;  ///< of the scope that it belongs to
    int episode = 1;   ///< 1, 2, … each time it comes back after it was cleared or expired
    int revision = 0;  ///< updates within the episode
    date order_date;
    std::string value;
    std::optional<fulfillment> channel;
    defect_status status = defect_status::open;
    timestamp first_seen_at;                 ///< of this episode
    int missed = 0;                          ///< good reports in a row without it, as far as they count
    bool missed_in_quarantine = false;       ///< absent from every report since the quarantine began
    std::optional<timestamp> missing_since;  ///< time of the first report without it
    std::optional<timestamp> closed_at;      ///< set unless open; forgotten `closed_memory` later

    friend bool operator==(const tracked_defect&, const tracked_defect&) = default;
};

/// How long closed identities are remembered, so that one that comes back gets its next episode.
inline constexpr duration closed_memory = std::chrono::days{400};

/// What is remembered of a scope in addition to its defects.
struct scope_state {
    bool has_baseline = false;
    std::optional<timestamp> quarantined_since;  ///< time of the report that was quarantined
    int quarantines = 0;                         ///< how many began; part of the event's id

    friend bool operator==(const scope_state&, const scope_state&) = default;
};

/// The last known state a report is compared with.
struct snapshot {
    scope_state state;                    ///< of the report's own scope
    std::vector<tracked_defect> defects;  ///< of every scope of the account and marketplace; sorted by key
};

/// When absences of a report do not count, because too many defects are absent at once.
struct quarantine_rule {
    double missing_share = 0.5;             ///< of the open defects inside the window, 0 … 1
    int missing_rows = 5;                   ///< at least this many, too
    duration hold = std::chrono::hours{1};  ///< until a later report can confirm it
};

/// Whether the first report of a scope emits `defect.created` for each new defect in it.
enum class baseline_mode : std::uint8_t { silent, notify };

/// How the reports of a scope are compared.
struct diff_rules {
    fulfillment scope_channel = fulfillment::all;
    window_rule window;
    quarantine_rule quarantine;
    baseline_mode baseline = baseline_mode::silent;
    int confirm_cleared = 2;         ///< good reports in a row without the defect, at least 1
    bool accept_quarantine = false;  ///< a person releases it
};

/// What happened to a defect.  Persistent: the names are in the store.
enum class change_kind : std::uint8_t { created, updated, cleared, expired };
/// Returns the persistent name of a kind.
[[nodiscard]] std::string_view name_of(change_kind kind) noexcept;
/// Returns the kind of that name; nullopt for any other text.
[[nodiscard]] std::optional<change_kind> change_kind_named(std::string_view name) noexcept;

/// The members that an update changed, with the values they had before.
struct previous_values {
    std::optional<std::string> value;
    std::optional<date> order_date;
    std::optional<std::optional<fulfillment>> channel;  ///< set and empty: it was not known

    friend bool operator==(const previous_values&, const previous_values&) = default;
};

/// A change that becomes an event.
struct defect_change {
    change_kind kind = change_kind::created;
    tracked_defect defect;            ///< as it is now
    previous_values previous;         ///< updates only
    std::vector<defect_type> others;  ///< other open defects of the same order, after this report; sorted
};

/// What became of a good report.
enum class report_outcome : std::uint8_t { baseline, applied, quarantined };

/// How many defects of a scope are open.
struct defect_counts {
    std::uint64_t orders = 0;  ///< distinct orders with an open defect
    std::uint64_t by_type[defect_type_count] = {};
};

/// What a report changes: the events to emit and the rows to write.
struct changes {
    report_outcome outcome = report_outcome::applied;
    bool newly_quarantined = false;      ///< `collection.quarantined` is to be emitted
    std::uint64_t absent_in_window = 0;  ///< V of the quarantine rule
    std::uint64_t open_in_window = 0;    ///< N of the quarantine rule
    std::uint64_t pending_clears = 0;    ///< open defects of the scope that wait for confirmation
    window days;                         ///< of the report
    defect_counts counts;                ///< open defects of the scope after this report
    std::vector<defect_change> changed;  ///< sorted by (key, kind)
    std::vector<tracked_defect> rows;    ///< snapshot rows to write, only those that differ; sorted by key
    scope_state state;                   ///< of the scope, after this report
};

/// Returns what `current` changes in `before`.  Takes time linear in the rows of both.
/// @param now  the commit's time: first_seen_at and closed_at of what changes
/// @pre  both lists sorted by key and unique; current.defects hold only the rows of the scope
[[nodiscard]] changes diff(const snapshot& before, const report& current, const diff_rules& rules,
                           timestamp now);

/// Replaces rows of the same key by `rows` and inserts the others, as a store does with the rows of `changes`.
/// @pre  both are sorted by key and unique
void write_rows(std::vector<tracked_defect>& known, std::vector<tracked_defect> rows);

}  // namespace defectd

#endif
