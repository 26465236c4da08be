// Reads a list of the running daemon page by page, so that no answer is large.
#ifndef DEFECTD_APP_CLIENT_LISTING_HPP
#define DEFECTD_APP_CLIENT_LISTING_HPP

#include <string>
#include <vector>

#include "client/daemon_client.hpp"
#include "commands/commands.hpp"

namespace defectd {

/// The rows that were read.
struct listing {
    std::vector<std::string> rows;  ///< JSON, byte for byte as the daemon gave it
    std::string next_cursor;        ///< empty when these are all
};

/// Returns at most `options.limit` rows of "deliveries" or "events", the newest first.
[[nodiscard]] result<listing, ask_failure> read_listing(const daemon_client& daemon, const std::string& name,
                                                        const list_options& options);

/// Returns the rows and the cursor of one answer.
/// @param page  a list document of the API: each row on a line of its own
[[nodiscard]] listing read_page(std::string_view page);

/// Prints the rows as one document for --json, or else one per line.
void print_listing(const std::string& name, const listing& read, output_form form);

/// Says on stderr that nothing matches, or that there is more than was asked for.
void print_extent(const listing& read, const list_options& options);

}  // namespace defectd

#endif
