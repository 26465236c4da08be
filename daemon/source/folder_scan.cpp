#include "folder_scan.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>
#include <span>
#include <system_error>

#include "defectd/source/shortage.hpp"
#include "file_status.hpp"

namespace defectd {
namespace {

/// Closes what opendir(3) opened.
struct close_folder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

/// Returns "/srv/x: Permission denied".
std::string because(const std::string& path, int error)
{
    return path + ": " + std::generic_category().message(error);
}

/// Descends through the folders step by step and notes what it meets.
class walk {
public:
    explicit walk(folder_scan& found) : found_(found) {}

    /// Takes the first of `steps` below `folder`, then the others below what fits.
    void descend(const std::string& folder, std::span<const path_step> steps, const path_captures& captures)
    {
        const path_step& step = steps.front();
        const bool is_file_step = steps.size() == 1;
        // A folder that is named as it is need not be searched for; only whether it is replaced matters.
        if (step.is_literal() && !is_file_step && go_on(folder + "/" + step.text(), steps, captures))
            return;
        // From here on names are compared, and new ones may appear.
        has_branched_ = true;
        found_.watches.insert(
            {folder.empty() ? "/" : folder, is_file_step ? watch_kind::leaf : watch_kind::branch});
        for (const std::string& name : names_in(folder)) {
            path_captures here = captures;
            if (step.matches(name, here))
                visit(folder + "/" + name, steps, here);
        }
    }

private:
    /// Goes into the folder that the path names; false when it is missing.
    bool go_on(const std::string& path, std::span<const path_step> steps, const path_captures& captures)
    {
        struct ::stat status {};
        if (::stat(path.c_str(), &status) == 0) {
            note_way(path);
            descend(path, steps.subspan(1), captures);
            return true;
        }
        // Below a glob or a placeholder it may be yet to come.
        if (!has_branched_)
            found_.unreadable.push_back(because(path, errno));
        return false;
    }

    /// Takes a name that fits: a folder to descend into, a file, or a link to one of them.
    void visit(const std::string& path, std::span<const path_step> steps, const path_captures& captures)
    {
        struct ::stat status {};
        if (::lstat(path.c_str(), &status) != 0) {
            if (errno != ENOENT)  // it did not go away meanwhile: its folder may be listed, but not entered
                note_unreadable(path.substr(0, path.rfind('/')), errno);
            return;
        }
        auto others = status.st_nlink > 1 ? other_names::hard_links : other_names::none;
        if (S_ISLNK(status.st_mode)) {
            note_way(path);
            others = other_names::symbolic_link;
            if (::stat(path.c_str(), &status) != 0)
                return;  // it leads nowhere yet
        }
        if (steps.size() > 1 && S_ISDIR(status.st_mode)) {
            if (steps.front().has_placeholder())
                found_.named_folders.insert(path);
            descend(path, steps.subspan(1), captures);
        } else if (steps.size() == 1 && S_ISREG(status.st_mode)) {
            found_.files.push_back({path, captures, mark_of(status), others});
        }
    }

    /// Watches the path itself and, when it is a link, each folder on the way to its target.
    void note_way(const std::string& path)
    {
        if (!found_.watches.insert({path, watch_kind::way}).second)
            return;
        // Each folder of the link's target may be replaced, too.
        std::array<char, PATH_MAX> target{};
        const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
        if (size <= 0)
            return;
        std::string leads_to(target.data(), static_cast<std::size_t>(size));
        if (!leads_to.starts_with('/'))
            leads_to.insert(0, path.substr(0, path.rfind('/') + 1));
        for (std::size_t end = leads_to.find('/', 1); end != std::string::npos;
             end = leads_to.find('/', end + 1))
            note_way(leads_to.substr(0, end));
        note_way(leads_to);
    }

    /// Notes a folder once, however many of its files cannot be reached.
    void note_unreadable(const std::string& folder, int error)
    {
        std::string problem = because(folder, error);
        if (found_.unreadable.empty() || found_.unreadable.back() != problem)
            found_.unreadable.push_back(std::move(problem));
    }

    /// Returns the names in a folder, sorted, so that scans can be compared; none when it cannot be listed.
    std::vector<std::string> names_in(const std::string& folder)
    {
        std::vector<std::string> names;
        const std::unique_ptr<DIR, close_folder> stream(::opendir(folder.empty() ? "/" : folder.c_str()));
        if (!stream) {
            // A folder that went away meanwhile is not an error.
            const int error = errno;
            if (is_shortage(std::error_code(error, std::generic_category())))
                found_.shortage = std::generic_category().message(error);
            else if (error != ENOENT)
                found_.unreadable.push_back(because(folder, error));
            return names;
        }
        errno = 0;
        while (const dirent* const entry = ::readdir(stream.get()))
            names.emplace_back(entry->d_name);
        if (errno != 0)
            note_unreadable(folder, errno);
        std::ranges::sort(names);
        return names;
    }

    folder_scan& found_;
    bool has_branched_ = false;
};

}  // namespace

folder_scan scan_folders(const std::vector<path_step>& steps)
{
    folder_scan found;
    if (!steps.empty())
        walk(found).descend("", steps, {});
    std::ranges::sort(found.files, {}, &scanned_file::path);
    return found;
}

std::optional<scanned_file> file_at(const std::vector<path_step>& steps, const std::string& path)
{
    const auto captures = captures_of(steps, path);
    struct ::stat status {};
    if (!captures || split_pattern(path).size() != steps.size() || ::lstat(path.c_str(), &status) != 0)
        return std::nullopt;
    auto others = status.st_nlink > 1 ? other_names::hard_links : other_names::none;
    if (S_ISLNK(status.st_mode)) {
        others = other_names::symbolic_link;
        if (::stat(path.c_str(), &status) != 0)
            return std::nullopt;
    }
    if (!S_ISREG(status.st_mode))
        return std::nullopt;
    return scanned_file{path, *captures, mark_of(status), others};
}

}  // namespace defectd
