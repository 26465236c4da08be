#include "folder_scan.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <span>
#include <system_error>

#include "file_status.hpp"

namespace defectd {
namespace {

struct close_folder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

class walk {
public:
    explicit walk(folder_scan& found) : found_(found) {}

    void descend(const std::string& folder, std::span<const path_step> steps, const path_captures& captures)
    {
        const path_step& step = steps.front();
        const bool is_file_step = steps.size() == 1;
        const std::string inside = folder + "/";
        if (step.is_literal() && !is_file_step && exists(inside + step.text())) {
            descend(inside + step.text(), steps.subspan(1), captures);
            return;
        }
        found_.folders.push_back(folder.empty() ? "/" : folder);
        for (const std::string& name : names_in(folder)) {
            path_captures here = captures;
            if (step.matches(name, here))
                visit(inside + name, steps.subspan(1), here);
        }
    }

private:
    static bool exists(const std::string& path)
    {
        struct ::stat status {};
        return ::stat(path.c_str(), &status) == 0;
    }

    void visit(const std::string& path, std::span<const path_step> rest, const path_captures& captures)
    {
        struct ::stat status {};
        if (::stat(path.c_str(), &status) != 0)
            return;  // it went away meanwhile, or is a dangling link
        if (!rest.empty() && S_ISDIR(status.st_mode))
            descend(path, rest, captures);
        else if (rest.empty() && S_ISREG(status.st_mode))
            found_.files.push_back({path, captures, mark_of(status)});
    }

    std::vector<std::string> names_in(const std::string& folder)
    {
        std::vector<std::string> names;
        const std::unique_ptr<DIR, close_folder> stream(::opendir(folder.empty() ? "/" : folder.c_str()));
        if (!stream) {
            if (errno != ENOENT)
                found_.unreadable.push_back(folder + ": " + std::generic_category().message(errno));
            return names;
        }
        while (const dirent* const entry = ::readdir(stream.get()))
            names.emplace_back(entry->d_name);
        std::ranges::sort(names);
        return names;
    }

    folder_scan& found_;
};

}  // namespace

folder_scan scan_folders(const std::vector<path_step>& steps)
{
    folder_scan found;
    if (!steps.empty())
        walk(found).descend("", steps, {});
    std::ranges::sort(found.files, {}, &scanned_file::path);
    std::ranges::sort(found.folders);
    return found;
}

}  // namespace defectd
