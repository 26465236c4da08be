#include "defectd/source/file_source.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>

#include "arrivals.hpp"
#include "defectd/source/shortage.hpp"
#include "folder_scan.hpp"
#include "folder_watch.hpp"
#include "older_reports.hpp"

namespace defectd {
namespace {

using namespace asio::experimental::awaitable_operators;

/// After the process ran out of something.
constexpr duration pause_after_shortage = std::chrono::seconds{1};

bool is_folder(const std::string& path)
{
    struct ::stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

class file_source final : public report_source {
public:
    file_source(const asio::any_io_executor& loop, const source_config& config, file_source_deps deps)
        : config_(config), deps_(std::move(deps)), steps_(split_pattern(config.path)), watch_(loop)
    {
    }

    task<found_reports> next() override
    {
        for (;;) {
            const timestamp now = deps_.clock.now();
            const bool was_set_back = now < last_scan_;  // what is waited for would be too far ahead
            if (was_set_back || now >= std::min(next_scan_, early_scan_))
                co_return co_await scan(file_choice::unprocessed);
            found_reports found = take_whole_files(now);
            if (!found.ready.empty())
                co_return found;
            const timestamp until =
                std::min({next_scan_, early_scan_, arrivals_.next_check(now).value_or(timestamp::max())});
            auto happened = co_await (watch_.next() || deps_.clock.wait_until(until));
            if (happened.index() == 1)
                continue;
            const folder_news news = std::get<0>(std::move(happened));
            if (news.is_cut_off)
                co_return found_reports{};
            hear(news);
        }
    }

    task<found_reports> scan(file_choice choice) override
    {
        const timestamp began = deps_.clock.now();
        next_scan_ = began + config_.every;
        early_scan_ = timestamp::max();
        last_scan_ = began;
        watched_.clear();  // a folder of the same name may be another by now
        const folder_scan first = co_await scan_watched();
        if (!has_shortage(first) && !has_unprocessed(first) && first.unreadable.empty() &&
            !deps_.folders.misses_one(first.named_folders))
            co_return settled_reports(first, first, choice);
        co_await deps_.clock.wait_for(settle_time);
        const folder_scan second = co_await scan_watched();
        if (has_shortage(second))
            co_return found_reports{};
        co_return settled_reports(first, second, choice);
    }

    std::vector<found_file> take_ready() override
    {
        hear(watch_.pending());
        return take_whole_files(deps_.clock.now()).ready;
    }

    void scan_soon() override { early_scan_ = std::min(early_scan_, deps_.clock.now() + settle_time); }

private:
    /// A scan of folders that were all watched before it began: what it does not see yet, inotify tells afterwards,
    /// so that no file is overtaken by a newer one.
    task<folder_scan> scan_watched()
    {
        auto walk = [this] { return scan_folders(steps_); };
        folder_scan found = co_await deps_.reading.run(walk);
        for (std::set<watched_path> wanted = watches_of(found); wanted != watched_;
             wanted = watches_of(found)) {
            watch(std::move(wanted));
            found = co_await deps_.reading.run(walk);
        }
        co_return found;
    }

    std::set<watched_path> watches_of(const folder_scan& found) const
    {
        std::set<watched_path> watches = found.watches;
        for (const scanned_file& file : found.files)
            if (file.others == other_names::symbolic_link ||
                (file.others == other_names::hard_links && !is_processed(file)))
                watches.insert({file.path, watch_kind::target});
        return watches;
    }

    void watch(std::set<watched_path> paths)
    {
        const std::string problem = watch_.watch(paths);
        if (problem != last_watch_problem_ && !problem.empty())
            deps_.log.warning("folder not watched; its files are found by scans only",
                              {{"source", config_.name}, {"folder", problem}});
        last_watch_problem_ = problem;
        watched_ = std::move(paths);
    }

    /// Nothing was wrong with the folders: look again in a moment.  Logged when it begins.
    bool has_shortage(const folder_scan& found)
    {
        const bool is_short = !found.shortage.empty();
        if (is_short) {
            early_scan_ = std::min(early_scan_, deps_.clock.now() + pause_after_shortage);
            if (!was_short_)
                deps_.log.error(std::string(shortage_message),
                                {{"source", config_.name}, {"problem", found.shortage}});
        }
        was_short_ = is_short;
        return is_short;
    }

    bool is_processed(const scanned_file& file) const
    {
        const auto scope = scope_of(config_, file.captures);
        return !scope ||
               deps_.is_processed(*scope, file.mark);  // a file that is of no scope is not collected either
    }

    bool has_unprocessed(const folder_scan& found) const
    {
        return std::ranges::any_of(found.files,
                                   [this](const scanned_file& file) { return !is_processed(file); });
    }

    found_reports settled_reports(const folder_scan& first, const folder_scan& second, file_choice choice)
    {
        std::map<std::string, file_mark> before;
        for (const scanned_file& file : first.files)
            before.emplace(file.path, file.mark);
        unlisted_.clear();
        hear(watch_.pending());  // who holds them open
        found_reports found;
        found.scanned = true;
        older_reports unsettled;
        for (const scanned_file& file : second.files) {
            const std::optional<found_file> report = report_in(file.path, file.captures, file.mark);
            if (!report)
                continue;
            found.present.push_back({report->scope, file.mark});
            const auto earlier = before.find(file.path);
            const bool is_settled = earlier != before.end() && earlier->second == file.mark;
            if (deps_.is_processed(report->scope, file.mark)) {
                if (choice == file_choice::all)
                    found.ready.push_back(*report);
            } else if (arrivals_.waits_for_writer(file.path, file.mark, deps_.clock.now())) {
                continue;
            } else if (is_settled) {
                arrivals_.forget(file.path);
                found.ready.push_back(*report);
            } else {
                unsettled.add(*report);
            }
        }
        if (!unsettled.is_empty())
            scan_soon();
        forget_vanished();
        // What is wrong in both looks is not a folder that is just being swapped.
        if (!first.unreadable.empty())
            found.unreadable = second.unreadable;
        deps_.folders.note_scans(first.named_folders, second.named_folders);
        unsettled.hold_back(found.ready);
        return found;
    }

    void hear(const folder_news& news)
    {
        if (news.must_scan)
            list_soon("");
        for (const std::string& path : news.folders)
            if (const auto captures = captures_of(steps_, path);
                captures && (deps_.folders.contains(path) || is_folder(path)))
                list_soon(captures->account);
        for (const file_news& each : news.files)
            hear(each);
    }

    void list_soon(const std::string& account)
    {
        unlisted_.add(account);
        early_scan_ = std::min(early_scan_, std::max(deps_.clock.now(), last_scan_ + settle_time));
    }

    void hear(const file_news& news)
    {
        const auto file = file_at(steps_, news.path);
        if (!file || is_processed(*file)) {
            arrivals_.forget(news.path);
            return;
        }
        file_news heard = news;
        if (file->others == other_names::symbolic_link && news.happened == file_news::moved_in)
            heard.happened = file_news::changed;  // what it leads to may still be written
        arrivals_.hear(heard, file->mark, deps_.clock.now());
        if (file->others != other_names::none && news.happened != file_news::opened)
            watch_.add({news.path, watch_kind::target});
    }

    void forget_vanished()
    {
        std::vector<std::string> vanished;
        for (const auto& [path, arrival] : arrivals_.all())
            if (!file_at(steps_, path))
                vanished.push_back(path);
        for (const std::string& path : vanished)
            arrivals_.forget(path);
    }

    /// The files heard of that are whole now.
    found_reports take_whole_files(timestamp now)
    {
        for (const std::string& path : arrivals_.due_checks(now)) {
            if (const auto file = file_at(steps_, path))
                arrivals_.note_check(path, file->mark, now);
            else
                arrivals_.forget(path);
        }
        found_reports found;
        older_reports unsettled;
        for (const auto& [path, arrival] : arrivals_.all()) {
            const auto captures = captures_of(steps_, path);
            const auto report = captures ? report_in(path, *captures, arrival.mark) : std::nullopt;
            if (report && arrival.is_whole && !unlisted_.may_precede(*report))
                found.ready.push_back(*report);
            else if (report && !arrival.is_whole && arrival.opens == 0)
                unsettled.add(*report);
        }
        unsettled.hold_back(found.ready);
        for (const found_file& file : found.ready)
            arrivals_.forget(file.path);
        std::erase_if(found.ready,
                      [this](const found_file& file) { return deps_.is_processed(file.scope, file.mark); });
        return found;
    }

    /// The report a file holds; a path that names no scope is warned of once.
    std::optional<found_file> report_in(const std::string& path, const path_captures& captures,
                                        const file_mark& mark)
    {
        const auto scope = scope_of(config_, captures);
        if (!scope) {
            if (logged_once_.insert(path).second)
                deps_.log.warning("unknown marketplace or fulfillment in path; file skipped",
                                  {{"source", config_.name}, {"file", path}});
            return std::nullopt;
        }
        found_file report = make_found_file(path, *scope, mark, deps_.clock.now());
        if (report.time_was_ahead && !deps_.is_processed(*scope, mark) && logged_once_.insert(path).second)
            deps_.log.warning("report's modification time is in the future; using its arrival time",
                              {{"source", config_.name}, {"file", path}});
        return report;
    }

    source_config config_;
    file_source_deps deps_;
    std::vector<path_step> steps_;
    folder_watch watch_;
    std::set<watched_path> watched_;  ///< those of the last watch
    unlisted_folders unlisted_;
    arrivals arrivals_;
    timestamp next_scan_ = timestamp::min();   ///< by the schedule
    timestamp early_scan_ = timestamp::max();  ///< for a reason
    timestamp last_scan_ = timestamp::min();
    bool was_short_ = false;
    std::string last_watch_problem_;
    std::set<std::string> logged_once_;
};

}  // namespace

std::unique_ptr<report_source> make_file_source(const asio::any_io_executor& loop,
                                                const source_config& config, file_source_deps deps)
{
    return std::make_unique<file_source>(loop, config, std::move(deps));
}

}  // namespace defectd
