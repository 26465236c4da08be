// A list of the running daemon, page after page.
#ifndef DEFECTD_APP_CLIENT_LISTING_HPP
#define DEFECTD_APP_CLIENT_LISTING_HPP

#include <string>
#include <vector>

#include "client/daemon_client.hpp"
#include "commands/commands.hpp"

namespace defectd {

struct listing {
    std::vector<std::string> rows;  ///< JSON, byte for byte as the daemon gave it
    std::string next_cursor;        ///< empty when these are all
};

/// At most `limit` rows of "deliveries" or "events".
[[nodiscard]] result<listing, ask_failure> read_listing(const daemon_client& daemon, const std::string& name,
                                                        const list_options& options);

/// The answer's rows and cursor.
/// @param page  a list document of the API: each row on a line of its own
[[nodiscard]] listing read_page(std::string_view page);

/// For --json and --jsonl.
void print_listing(const std::string& name, const listing& read, output_form form);

/// Says on stderr that nothing fits, or that there is more.
void print_extent(const listing& read, const list_options& options);

}  // namespace defectd

#endif
