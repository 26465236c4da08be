// What a collection loads from the store, and what it commits.
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

/// Why the last collection of a scope failed.  It is announced once.
struct collection_failure {
    std::string reason;  ///< stable code
    std::string sha256;  ///< hex, of the rejected report; empty when no report was read

    friend bool operator==(const collection_failure&, const collection_failure&) = default;
};

/// What is stored of a scope in addition to its defects.
struct scope_record {
    report_scope scope;
    std::string source;  ///< name of the source that collected it last
    scope_state state;
    std::optional<report_stamp> last_applied;
    std::optional<timestamp> last_good_at;      ///< commit time of the last good report
    std::optional<collection_failure> failing;  ///< set while the last collection failed
    std::uint64_t event_count = 0;              ///< collection.* events so far; part of the next id
};

/// The number of rejected reports that are remembered per scope.
inline constexpr std::size_t max_rejected_reports = 16;

/// Everything a collection compares a report with.
struct scope_memory {
    scope_record record;                  ///< record.state is of this scope
    std::vector<tracked_defect> defects;  ///< of the whole account and marketplace, sorted by key
    std::uint64_t version = 0;            ///< of the account and marketplace; the commit repeats it
    std::vector<std::string>
        rejected{};  ///< SHA-256 in hex of the reports of the scope that were rejected last
};

/// What is stored of a source in addition to its scopes.
struct source_record {
    std::string name;
    std::optional<std::string> failing_reason;  ///< stable code, while its folders cannot be listed
    std::uint64_t event_count = 0;  ///< collection.* events of the source itself; part of the next id

    friend bool operator==(const source_record&, const source_record&) = default;
};

/// A source and the scopes it collected last.
struct source_memory {
    source_record record;
    std::vector<report_scope> scopes;
};

/// An event and the subscribers that get it.
struct outbox_event {
    defectd::event event;
    std::vector<std::string> subscribers;  ///< names; those that the store does not know are skipped
};

/// A change of a defect that is announced.
struct routed_change {
    defect_change change;
    std::size_t audience = 0;  ///< the subscribers of its event: an index into `audiences`
};

/// The changes of defects that a report announces.  The store makes the events while it writes them, because the bodies
/// of many events at once would fill the memory.
struct defect_news {
    collection_facts facts;                           ///< of the report
    std::vector<routed_change> changes;               ///< sorted by key
    std::vector<std::vector<std::string>> audiences;  ///< names of subscribers
};

/// The outcome of one collection.  All of it is committed or nothing.  An event whose id is stored already is skipped
/// together with its deliveries.
struct collection_commit {
    scope_record record;
    std::uint64_t expected_version = 0;
    std::vector<tracked_defect> rows;  ///< sorted by key; they replace the rows of the same key
    std::vector<outbox_event> events;  ///< about the collection; emitted before the news
    defect_news news;                  ///< each change belongs to one of the rows
    std::vector<file_mark>
        files;  ///< files that need no more collection: the one read, and those that a baseline skips
    std::string rejected;                    ///< SHA-256 of the rejected report; empty when none was rejected
    std::optional<source_record> speaker{};  ///< the source, when its record changes
    timestamp now;
};

/// A change of a source itself.  All of it is committed or nothing.
struct source_commit {
    source_record record;
    std::vector<outbox_event> events;
    std::string path{};       ///< of the source, as configured: folders of another path are forgotten
    folder_change folders{};  ///< of that path
    timestamp now;
};

}  // namespace defectd

#endif
