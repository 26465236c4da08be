#include "defectd/source/found_file.hpp"

namespace defectd {

found_file make_found_file(std::string path, report_scope scope, const file_mark& mark, timestamp arrived)
{
    using namespace std::chrono;
    found_file found;
    found.scope = std::move(scope);
    found.mark = mark;
    found.stamp.name = path.substr(path.rfind('/') + 1);
    found.path = std::move(path);
    found.time = timestamp{floor<milliseconds>(nanoseconds{mark.modified_ns})};
    // A time that is too far ahead would shut out every report to come.
    found.time_was_ahead = found.time > arrived + believed_ahead;
    if (found.time_was_ahead)
        found.time = arrived;
    found.stamp.time_ns =
        found.time_was_ahead ? nanoseconds{arrived.time_since_epoch()}.count() : mark.modified_ns;
    return found;
}

}  // namespace defectd
