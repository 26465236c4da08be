// A folder of a source that cannot be listed: its reports may be there, and nobody sees them.
#ifndef DEFECTD_ENGINE_UNREADABLE_FOLDER_HPP
#define DEFECTD_ENGINE_UNREADABLE_FOLDER_HPP

#include <string>

#include "defectd/engine/cycle.hpp"

namespace defectd {

/// The refusal of whatever lies there, for whoever asked for the collection.
/// @param problem  "/srv/x: Permission denied"
[[nodiscard]] collected_file unreadable_folder(const scope& of, const std::string& problem);

/// Commits the collection.failed of such a refusal and adds it to `refused`, unless the scope's last collection failed
/// for the same reason.
[[nodiscard]] task<void> tell_unreadable_folder(const cycle_surroundings& world, const std::string& source,
                                                collected_file& refused);

}  // namespace defectd

#endif
