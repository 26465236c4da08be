#include "arrivals.hpp"

#include <algorithm>

#include "defectd/source/file_source.hpp"

namespace defectd {
namespace {

/// True when only time can make the file whole.
bool is_to_stand_still(const arrivals::entry& file) noexcept
{
    return file.opens == 0 && !file.is_whole;
}

/// Returns when the file will have stood still for long enough; at once if that cannot be known.
timestamp check_at(const arrivals::entry& file, timestamp now) noexcept
{
    const bool was_set_back = now < file.still_since;  // the clock: it is unknown how long it stood still
    return was_set_back ? now : file.still_since + settle_time;
}

}  // namespace

void arrivals::hear(const file_news& news, const file_mark& mark, timestamp now)
{
    const bool is_about_opening = news.happened == file_news::opened || news.happened == file_news::let_go;
    const auto known = entries_.find(news.path);
    if (known == entries_.end() && is_about_opening)
        return;  // nothing was written: the file is being read
    entry& file = entries_[news.path];
    switch (news.happened) {
    // A file is moved in when its writer has finished with it elsewhere.
    case file_news::moved_in: file = {.mark = mark, .still_since = now, .opens = 0, .is_whole = true}; return;
    case file_news::opened: ++file.opens; break;
    case file_news::let_go: file.opens = std::max(file.opens - 1, 0); break;
    case file_news::closed: file.opens = 0; break;
    case file_news::changed: break;
    }
    // Any of these events starts the wait again.
    file.is_whole = false;
    file.still_since = now;
    file.mark = mark;
}

bool arrivals::waits_for_writer(const std::string& path, const file_mark& mark, timestamp now)
{
    const auto found = entries_.find(path);
    if (found == entries_.end() || found->second.opens == 0)
        return false;
    entry& file = found->second;
    // The wait starts again with each change: a process that only holds the file open is not waited for without end.
    if (file.mark != mark) {
        file.mark = mark;
        file.still_since = now;
    }
    return now < file.still_since + patience_with_writers;
}

std::optional<timestamp> arrivals::next_check(timestamp now) const
{
    std::optional<timestamp> first;
    for (const auto& [path, file] : entries_)
        if (is_to_stand_still(file))
            first = std::min(first.value_or(timestamp::max()), check_at(file, now));
    return first;
}

std::vector<std::string> arrivals::due_checks(timestamp now) const
{
    std::vector<std::string> paths;
    for (const auto& [path, file] : entries_)
        if (is_to_stand_still(file) && check_at(file, now) <= now)
            paths.push_back(path);
    return paths;
}

void arrivals::note_check(const std::string& path, const file_mark& mark, timestamp now)
{
    entry& file = entries_.at(path);
    file.is_whole = file.mark == mark;
    if (!file.is_whole)
        file.still_since = now;
    file.mark = mark;
}

}  // namespace defectd
