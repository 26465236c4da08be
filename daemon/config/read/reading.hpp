// What all steps of one loading share: the access to files, and what has been found so far.
#ifndef DEFECTD_CONFIG_READ_READING_HPP
#define DEFECTD_CONFIG_READ_READING_HPP

#include <string>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/base/secret.hpp"
#include "defectd/config/load.hpp"

namespace defectd {

/// An effective value and its place in the schema: row, item, row, item …
struct placed_value {
    std::vector<int> order;
    effective_value value;
};

/// Collects the notes and effective values of one loading.  Used by one thread.
struct reading {
    const config_environment& outside;
    std::vector<config_note> mistakes;
    std::vector<config_note> warnings;
    std::vector<placed_value> effective;
};

/// A file of the configuration, and what its relative paths count from.
struct config_file {
    std::string name;    ///< as notes print it
    std::string folder;  ///< absolute
};

/// Returns `path`, resolved from `folder` if it is relative, without `.` and `..`.
[[nodiscard]] std::string absolute_path(const std::string& path, const std::string& folder);

/// A secret and where it came from; only the latter is ever printed.
struct secret_text {
    secret text;  ///< without one trailing line end
    std::string path;
    bool world_readable = false;
};

/// What print-config shows of it.
[[nodiscard]] std::string to_yaml(const secret_text& text);

/// Reads a file that contains a secret.  The error repeats neither path nor content: the secret itself may have been
/// written where its path belongs.
[[nodiscard]] result<secret_text, text_error> read_secret(const config_environment& outside,
                                                          const std::string& path);

inline constexpr const char* world_readable_warning =
    "the file is readable by every user of this machine; run `chmod o-r` on it";

}  // namespace defectd

#endif
