#include "defectd/source/file_source.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <set>

#include "file_status.hpp"
#include "folder_scan.hpp"
#include "folder_watch.hpp"

namespace defectd {
namespace {

using namespace asio::experimental::awaitable_operators;

/// A path that fits the pattern, or nothing: inotify tells of every file in a folder.
std::optional<path_captures> captures_of(const std::vector<path_step>& steps, const std::string& path)
{
    const std::vector<path_step> names = split_pattern(path);
    path_captures captures;
    if (names.size() != steps.size())
        return std::nullopt;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (!(steps[i].is_literal() ? steps[i].text() == names[i].text()
                                    : steps[i].matches(names[i].text(), captures)))
            return std::nullopt;
    return names.back().text().starts_with('.') ? std::nullopt : std::optional(captures);
}

class file_source final : public report_source {
public:
    file_source(const asio::any_io_executor& loop, const source_config& config,
                file_source_surroundings world)
        : config_(config), world_(std::move(world)), steps_(split_pattern(config.path)), watch_(loop)
    {
    }

    task<source_look> next() override
    {
        for (;;) {
            if (world_.time.now() >= next_scan_)
                co_return co_await look(known_files::leave_out);
            const timestamp until = next_scan_;
            auto news = co_await (watch_.next() || world_.time.wait_until(until));
            if (news.index() == 1)
                continue;
            const folder_news told = std::get<0>(std::move(news));
            if (told.must_scan) {
                // A scan finds the finished files too, in their order.
                next_scan_ = timestamp::min();
                continue;
            }
            source_look found = finished(told.finished_files);
            if (!found.ready.empty() || told.finished_files.empty())
                co_return found;  // nothing at all: cancelled, or news of no finished file
        }
    }

    task<source_look> look(known_files known) override
    {
        next_scan_ = world_.time.now() + config_.every;
        watched_.clear();  // a folder of the same name may be another by now
        const folder_scan first = co_await scan_watched();
        if (!holds_unknown(first))
            co_return settled_files(first, first, known);
        co_await world_.time.wait_for(settle_time);
        const folder_scan second = co_await scan_watched();
        co_return settled_files(first, second, known);
    }

    void look_soon() override { next_scan_ = std::min(next_scan_, world_.time.now() + settle_time); }

private:
    task<folder_scan> scan()
    {
        auto walk = [this] { return scan_folders(steps_); };
        return world_.reading.run(walk);
    }

    /// A scan of folders that were all watched before it began: what it does not see yet, inotify tells afterwards,
    /// so that no file is overtaken by a newer one.
    task<folder_scan> scan_watched()
    {
        folder_scan found = co_await scan();
        while (found.folders != watched_) {
            watch(found.folders);
            found = co_await scan();
        }
        co_return found;
    }

    bool holds_unknown(const folder_scan& found) const
    {
        return std::ranges::any_of(found.files,
                                   [this](const scanned_file& file) { return !world_.is_known(file.mark); });
    }

    void watch(const std::vector<std::string>& folders)
    {
        const std::string problem = watch_.watch(folders);
        if (problem != last_watch_problem_ && !problem.empty())
            world_.log.warning("a folder cannot be watched; its files are found by the scans only",
                               {{"source", config_.name}, {"folder", problem}});
        last_watch_problem_ = problem;
        watched_ = folders;
    }

    source_look settled_files(const folder_scan& first, const folder_scan& second, known_files known)
    {
        std::map<std::string, file_mark> before;
        for (const scanned_file& file : first.files)
            before.emplace(file.path, file.mark);
        source_look found;
        source_look unsettled;
        found.scanned = true;
        for (const scanned_file& file : second.files) {
            found.present.push_back(file.mark);
            const bool is_known = world_.is_known(file.mark);
            const auto earlier = before.find(file.path);
            const bool is_settled = earlier != before.end() && earlier->second == file.mark;
            if (is_known ? known == known_files::include : is_settled)
                add(found, file.path, file.captures, file.mark);
            else if (!is_known)
                add(unsettled, file.path, file.captures, file.mark);
        }
        tell_unreadable(second.unreadable);
        found.unreadable = second.unreadable;
        if (!unsettled.ready.empty())
            next_scan_ = std::min(next_scan_, world_.time.now() + settle_time);
        std::erase_if(found.ready, [&](const found_file& file) { return must_wait(file, unsettled.ready); });
        std::ranges::sort(found.ready, {}, &found_file::stamp);
        return found;
    }

    /// An older report of its scope is about to settle: oldest first.
    static bool must_wait(const found_file& file, const std::vector<found_file>& unsettled)
    {
        return std::ranges::any_of(unsettled, [&](const found_file& other) {
            return other.of == file.of && other.stamp < file.stamp;
        });
    }

    source_look finished(const std::vector<std::string>& paths)
    {
        source_look found;
        for (const std::string& path : paths) {
            const auto captures = captures_of(steps_, path);
            struct ::stat status {};
            if (!captures || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
                continue;
            const file_mark mark = mark_of(status);
            if (!world_.is_known(mark))
                add(found, path, *captures, mark);
        }
        std::ranges::sort(found.ready, {}, &found_file::stamp);
        return found;
    }

    void add(source_look& found, const std::string& path, const path_captures& captures,
             const file_mark& mark)
    {
        const auto of = scope_of(config_, captures);
        if (of) {
            found.ready.push_back(stamped(path, *of, mark, world_.time.now()));
            if (found.ready.back().time_was_ahead && told_once_.insert(path).second)
                world_.log.warning(
                    "a report's modification time lies ahead of the clock; its arrival counts instead",
                    {{"source", config_.name}, {"file", path}});
        } else if (told_once_.insert(path).second) {
            world_.log.warning(
                "a path names no marketplace or fulfilment that exists; the file is left alone",
                {{"source", config_.name}, {"file", path}});
        }
    }

    void tell_unreadable(const std::vector<std::string>& folders)
    {
        for (const std::string& folder : folders)
            if (told_once_.insert(folder).second)
                world_.log.warning("a folder cannot be read; give the daemon's user the right to list it",
                                   {{"source", config_.name}, {"folder", folder}});
    }

    source_config config_;
    file_source_surroundings world_;
    std::vector<path_step> steps_;
    folder_watch watch_;
    std::vector<std::string> watched_;  ///< the folders of the last watch
    timestamp next_scan_ = timestamp::min();
    std::string last_watch_problem_;
    std::set<std::string> told_once_;
};

}  // namespace

std::unique_ptr<report_source> make_file_source(const asio::any_io_executor& loop,
                                                const source_config& config, file_source_surroundings world)
{
    return std::make_unique<file_source>(loop, config, std::move(world));
}

}  // namespace defectd
