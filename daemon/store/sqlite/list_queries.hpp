// The SQL that finds a page of a list by the index that is fast for it.
//
// With a million deliveries a page must not read them all, nor their events, whose rows are wide.  So a page
// is found by ids alone: first among the newest, where common things are met soon, then by the narrowest index
// that the filter allows, where rare things are few.
#ifndef DEFECTD_STORE_SQLITE_LIST_QUERIES_HPP
#define DEFECTD_STORE_SQLITE_LIST_QUERIES_HPP

#include <cstdint>
#include <string>

#include "defectd/store/store.hpp"

namespace defectd::sqlite {

/// Which rows are searched for a page.
enum class list_reach : std::uint8_t {
    newest,  ///< the 10,000 rows below the previous page, one by one
    all,     ///< all rows, by an index
};

/// Parameters of the queries: ?1 subscriber, ?2 account, ?3 marketplace, ?4 since, ?5 before, ?6 state,
/// ?7 limit.  Those that the filter does not set are not read.

/// Returns a query for the ids of the deliveries of a page, in any order; up to twice the limit.
[[nodiscard]] std::string delivery_ids_query(const list_filter& filter, list_reach reach);

/// Returns a query for the seqs of the events of a page, in any order.
[[nodiscard]] std::string event_seqs_query(const list_filter& filter, list_reach reach);

}  // namespace defectd::sqlite

#endif
