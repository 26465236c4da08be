#include "collected_log.hpp"

#include <fmt/format.h>

namespace defectd {
namespace {

/// Returns "acme/ATVPDKIKX0DER/MFN", with `*` for a part that is not set.
std::string text_of(const scope_parts& scope)
{
    return fmt::format("{}/{}/{}", scope.account.value_or("*"), scope.marketplace_id.value_or("*"),
                       scope.channel ? name_of(*scope.channel) : "*");
}

}  // namespace

void log_collected(log_sink& log, const std::string& source, const collected_file& collected)
{
    // Warnings first: they say how the report was read, before what came of it.
    const std::string scope = text_of(collected.scope);
    for (const report_warning& warning : collected.warnings)
        log.warning(warning.message, {{"source", source},
                                      {"file", collected.path},
                                      {"code", warning.code},
                                      {"count", std::to_string(warning.count)},
                                      {"first_line", std::to_string(warning.first_line)}});
    // A failure that lasts was logged with its event.  Each further try goes to the debug level, or a file that cannot
    // be read would fill the log at every scan.
    const bool is_news = collected.event_count > 0;
    switch (collected.outcome) {
    case collection_outcome::rejected:
        log.write(is_news ? log_level::warning : log_level::debug,
                  collected.path.empty() ? "folder not readable; its reports are not collected"
                                         : "report rejected; state unchanged",
                  {{"source", source},
                   {"scope", scope},
                   {"file", collected.path},
                   {"line", std::to_string(collected.line)},
                   {"reason", collected.reason},
                   {"problem", collected.message}});
        break;
    case collection_outcome::ignored:
        log.debug("file skipped",
                  {{"source", source}, {"file", collected.path}, {"reason", collected.reason}});
        break;
    case collection_outcome::baseline:
    case collection_outcome::applied:
    case collection_outcome::quarantined:
        log.info("report collected", {{"source", source},
                                      {"scope", scope},
                                      {"file", collected.path},
                                      {"outcome", std::string(name_of(collected.outcome))},
                                      {"rows", std::to_string(collected.rows)},
                                      {"events", std::to_string(collected.event_count)},
                                      {"pending_clears", std::to_string(collected.pending_clears)}});
        break;
    }
}

}  // namespace defectd
