#include "defectd/source/file_source.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <functional>

#include "arrivals.hpp"
#include "defectd/source/shortage.hpp"
#include "folder_scan.hpp"
#include "older_reports.hpp"
#include "path_warnings.hpp"
#include "watched_scan.hpp"

namespace defectd {
namespace {

using namespace asio::experimental::awaitable_operators;

/// The wait for the next scan after the process ran out of descriptors or memory.
constexpr duration pause_after_shortage = std::chrono::seconds{1};

/// True when the path leads to a folder, through links or not.
bool is_folder(const std::string& path)
{
    struct ::stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// True when the file was the same in an earlier scan.
bool is_unchanged(const scanned_file& file, const folder_scan& earlier)
{
    const auto before = std::ranges::lower_bound(earlier.files, file.path, {}, &scanned_file::path);
    return before != earlier.files.end() && before->path == file.path && before->mark == file.mark;
}

class file_source final : public report_source {
public:
    file_source(const asio::any_io_executor& loop, const source_config& config, file_source_deps deps)
        : config_(config), deps_(std::move(deps)), steps_(split_pattern(config.path)),
          watched_(loop, config.name, steps_, deps_.log, deps_.reading), warnings_(deps_.log, config.name)
    {
    }

    task<found_reports> next() override
    {
        for (;;) {
            // Scan when it is due, or when the clock was set back: the next scan would be too far ahead.
            const timestamp now = deps_.clock.now();
            const bool was_set_back = now < last_scan_;
            if (was_set_back || now >= std::min(next_scan_, early_scan_))
                co_return co_await scan(file_choice::unprocessed);

            // Else give what inotify has reported, once it is whole.
            found_reports found = take_whole_files(now);
            if (!found.ready.empty())
                co_return found;

            // Wait until something happens in the folders, or a file or a scan is due.
            const timestamp until =
                std::min({next_scan_, early_scan_, arrivals_.next_check(now).value_or(timestamp::max())});
            auto happened = co_await (watched_.watch().next() || deps_.clock.wait_until(until));
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
        // The schedule counts from the beginning of this scan, however long it takes.
        next_scan_ = began + config_.every;
        early_scan_ = timestamp::max();
        last_scan_ = began;
        // A folder may have been replaced by another of the same name since it was watched.
        watched_.watch_again();

        // One scan is enough when it finds nothing to collect and nothing to report.
        const folder_scan first = co_await scan_once();
        if (!has_shortage(first) && !has_unprocessed(first) && first.unreadable.empty() &&
            !deps_.folders.misses_one(first.named_folders))
            co_return settled_reports(first, first, choice);

        // Else a second one shows which files have settled, and which folders were only being replaced.
        co_await deps_.clock.wait_for(settle_time);
        const folder_scan second = co_await scan_once();
        if (has_shortage(second))
            co_return found_reports{};
        co_return settled_reports(first, second, choice);
    }

    // Takes what inotify has reported by now as next() would, without waiting for more.
    std::vector<found_file> take_ready() override
    {
        hear(watched_.watch().pending());
        return take_whole_files(deps_.clock.now()).ready;
    }

    void scan_soon() override { early_scan_ = std::min(early_scan_, deps_.clock.now() + settle_time); }

private:
    /// Walks through the folders and watches them.
    task<folder_scan> scan_once()
    {
        std::function<bool(const scanned_file&)> is_done = [this](const scanned_file& file) {
            return is_processed(file);
        };
        return watched_.scan(std::move(is_done));
    }

    /// True when the process lacked descriptors or memory for the scan, which says nothing about the folders.
    /// Logged when the shortage begins.
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

    /// True when the file is not to be collected, now or later.
    bool is_processed(const scanned_file& file) const
    {
        const auto scope = scope_of(config_, file.captures);
        return !scope || deps_.is_processed(*scope, file.mark);  // a file without a scope is never collected
    }

    /// True when the scan found a file that is to be collected.
    bool has_unprocessed(const folder_scan& found) const
    {
        return std::ranges::any_of(found.files,
                                   [this](const scanned_file& file) { return !is_processed(file); });
    }

    /// Returns the files of two scans `settle_time` apart, or of one scan that is given twice.
    found_reports settled_reports(const folder_scan& first, const folder_scan& second, file_choice choice)
    {
        unlisted_.clear();
        hear(watched_.watch().pending());  // inotify says which files a writer holds open

        found_reports found;
        found.scanned = true;
        older_reports unsettled;
        for (const scanned_file& file : second.files) {
            const std::optional<found_file> report = report_in(file.path, file.captures, file.mark);
            if (!report)
                continue;
            found.present.push_back({report->scope, file.mark});
            if (deps_.is_processed(report->scope, file.mark)) {
                if (choice == file_choice::all)
                    found.ready.push_back(*report);
            } else if (arrivals_.waits_for_writer(file.path, file.mark, deps_.clock.now())) {
                continue;  // found again when it is closed
            } else if (is_unchanged(file, first)) {
                arrivals_.forget(file.path);
                found.ready.push_back(*report);
            } else {
                unsettled.add(*report);
            }
        }
        if (!unsettled.is_empty())
            scan_soon();
        forget_vanished();
        warnings_.forget_all_but(second.files);

        // A folder that was missing in one scan only was being replaced.
        if (!first.unreadable.empty())
            found.unreadable = second.unreadable;
        deps_.folders.note_scans(first.named_folders, second.named_folders);

        unsettled.hold_back(found.ready);
        return found;
    }

    /// Takes over what inotify reported.
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

    /// Has the folders scanned again.  Reports of the account wait for that: an older one may be in a new folder.
    /// @param account  empty for every account
    void list_soon(const std::string& account)
    {
        unlisted_.add(account);
        early_scan_ = std::min(early_scan_, std::max(deps_.clock.now(), last_scan_ + settle_time));
    }

    /// Takes over what happened to one file.
    void hear(const file_news& news)
    {
        const auto file = file_at(steps_, news.path);
        if (!file || is_processed(*file)) {
            arrivals_.forget(news.path);
            return;
        }
        file_news heard = news;
        if (file->others == other_names::symbolic_link && news.happened == file_news::moved_in)
            heard.happened = file_news::changed;  // its target may still be written
        arrivals_.hear(heard, file->mark, deps_.clock.now());
        if (file->others != other_names::none && news.happened != file_news::opened)
            watched_.watch().add({news.path, watch_kind::target});
    }

    /// Forgets arrivals that are not there any more, or are not files of the pattern any more.
    void forget_vanished()
    {
        std::vector<std::string> vanished;
        for (const auto& [path, arrival] : arrivals_.all())
            if (!file_at(steps_, path))
                vanished.push_back(path);
        for (const std::string& path : vanished)
            arrivals_.forget(path);
    }

    /// Returns the files that inotify has reported and that are whole now.
    found_reports take_whole_files(timestamp now)
    {
        for (const std::string& path : arrivals_.due_checks(now)) {
            if (const auto file = file_at(steps_, path))
                arrivals_.note_check(path, file->mark, now);
            else
                arrivals_.forget(path);
        }

        // A whole file waits for older ones of its scope that only have to stay unchanged, and for folders that are not
        // listed yet.  It does not wait for a file that is held open, which may last for long.
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

    /// Returns the report a file holds; nullopt when its path names no scope.
    std::optional<found_file> report_in(const std::string& path, const path_captures& captures,
                                        const file_mark& mark)
    {
        const auto scope = scope_of(config_, captures);
        if (!scope) {
            warnings_.warn(path, "unknown marketplace or fulfillment in path; file skipped");
            return std::nullopt;
        }
        found_file report = make_found_file(path, *scope, mark, deps_.clock.now());
        if (report.time_was_ahead && !deps_.is_processed(*scope, mark))
            warnings_.warn(path, "report's modification time is in the future; using its arrival time");
        return report;
    }

    source_config config_;
    file_source_deps deps_;
    std::vector<path_step> steps_;
    watched_scan watched_;
    unlisted_folders unlisted_;
    arrivals arrivals_;
    timestamp next_scan_ = timestamp::min();   ///< by `every`
    timestamp early_scan_ = timestamp::max();  ///< before that, for a reason
    timestamp last_scan_ = timestamp::min();
    bool was_short_ = false;
    path_warnings warnings_;
};

}  // namespace

std::unique_ptr<report_source> make_file_source(const asio::any_io_executor& loop,
                                                const source_config& config, file_source_deps deps)
{
    return std::make_unique<file_source>(loop, config, std::move(deps));
}

}  // namespace defectd
