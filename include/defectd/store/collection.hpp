// What a collection reads of the store, and what it commits.
#ifndef DEFECTD_STORE_COLLECTION_HPP
#define DEFECTD_STORE_COLLECTION_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "defectd/defect/diff.hpp"
#include "defectd/defect/report_file.hpp"
#include "defectd/event/event.hpp"

namespace defectd {

/// Why the last collection of a scope failed; told once.
struct collection_failure {
    std::string reason;  ///< stable code
    std::string sha256;  ///< hex of the report refused; empty when there was none

    friend bool operator==(const collection_failure&, const collection_failure&) = default;
};

/// What is remembered of a scope in addition to its defects.
struct scope_record {
    report_scope scope;
    std::string source;  ///< name of the source that last covered it
    scope_state state;
    std::optional<report_stamp> last_applied;
    std::optional<timestamp> last_good_at;      ///< commit time of the last good report
    std::optional<collection_failure> failing;  ///< set while the last collection failed
    std::uint64_t event_count = 0;              ///< collection.* events so far; names the next one
};

/// This many refused reports are remembered of a scope, the last ones.
inline constexpr std::size_t max_refused_reports = 16;

/// Everything a collection needs to know before it compares.
struct scope_memory {
    scope_record record;                  ///< record.state is of this scope
    std::vector<tracked_defect> defects;  ///< of the whole account and marketplace, sorted by key
    std::uint64_t version = 0;            ///< of the account and marketplace; commit names it
    std::vector<std::string> refused{};   ///< SHA-256 in hex of the last reports refused of the scope
};

/// What is remembered of a source in addition to its scopes.
struct source_record {
    std::string name;
    std::optional<std::string> failing_reason;  ///< stable code, while its folders cannot be listed
    std::uint64_t event_count = 0;  ///< collection.* events of the source itself; names the next one

    friend bool operator==(const source_record&, const source_record&) = default;
};

/// A source and the scopes it last covered.
struct source_memory {
    source_record record;
    std::vector<report_scope> scopes;
};

/// An event and who gets it.
struct outbox_event {
    defectd::event event;
    std::vector<std::string> subscribers;  ///< names; empty when not requested; those not set are skipped
};

/// A change of a defect that is told.
struct routed_change {
    defect_change change;
    std::size_t audience = 0;  ///< who gets its event: an index into the audiences
};

/// What a report makes known of defects.  The store words the events while it writes them, because the bodies of
/// many at once would fill the memory.
struct defect_news {
    collection_facts facts;                           ///< of the report
    std::vector<routed_change> changes;               ///< sorted by key
    std::vector<std::vector<std::string>> audiences;  ///< names of subscribers
};

/// One collection's outcome: all of it is committed, or nothing.  An event whose id is known already is skipped,
/// deliveries and all.
struct collection_commit {
    scope_record record;
    std::uint64_t expected_version = 0;
    std::vector<tracked_defect> rows;  ///< sorted by key; written over those of the same key
    std::vector<outbox_event> events;  ///< about the collection; told before the news
    defect_news news;                  ///< each change is that of a defect among the rows
    std::vector<file_mark> files;  ///< no work from now on: the file read, and what a baseline leaves alone
    std::string refused;           ///< SHA-256 of the report refused, to be remembered; empty when none was
    std::optional<source_record> speaker{};  ///< of the source, when this changes it
    timestamp now;
};

/// What became of a source itself: all of it is committed, or nothing.
struct source_commit {
    source_record record;
    std::vector<outbox_event> events;
    std::string path{};       ///< of the source, as configured: folders of another path are forgotten
    folder_change folders{};  ///< of that path
    timestamp now;
};

}  // namespace defectd

#endif
