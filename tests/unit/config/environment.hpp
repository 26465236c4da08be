// Surroundings for loading in tests: a map of files, or the folder of fixtures.
#ifndef DEFECTD_TESTS_UNIT_CONFIG_ENVIRONMENT_HPP
#define DEFECTD_TESTS_UNIT_CONFIG_ENVIRONMENT_HPP

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "defectd/config/load.hpp"

namespace defectd::test {

using file_map = std::map<std::string, std::string>;

inline const std::string good_key = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

/// Files of `files` by absolute path; the working directory is /etc/defectd.
inline config_environment in_memory(file_map files)
{
    config_environment outside;
    outside.working_directory = "/etc/defectd";
    outside.read_file = [files](const std::string& path) -> result<file_content, file_error> {
        const auto found = files.find(path);
        if (found == files.end())
            return file_error{"No such file or directory"};
        return file_content{found->second, false};
    };
    outside.list_yaml = [files](const std::string& folder) -> result<std::vector<std::string>, file_error> {
        std::vector<std::string> paths;
        for (const auto& [path, content] : files)
            if (path.starts_with(folder + "/"))
                paths.push_back(path);
        return paths;
    };
    return outside;
}

inline constexpr const char* main_file = "/etc/defectd/defectd.yaml";

/// Loads `text` as the main file, with a good key, URL and header file beside it.
inline auto load_text(const std::string& text)
{
    return load_configuration(main_file,
                              in_memory({{main_file, text},
                                         {"/etc/defectd/desk.secret", good_key + "\n"},
                                         {"/etc/defectd/desk.url", "https://hooks.example.com/in\n"}}));
}

/// The files under `folder`; those whose name says so are world-readable.
inline config_environment in_folder(const std::string& folder)
{
    config_environment outside;
    outside.working_directory = folder;
    outside.credentials_directory = folder + "/credentials";
    outside.read_file = [folder](const std::string& path) -> result<file_content, file_error> {
        std::ifstream in(std::filesystem::path(folder) / path, std::ios::binary);
        if (!in)
            return file_error{"No such file or directory"};
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        return file_content{std::move(bytes), path.find("world-readable") != std::string::npos};
    };
    outside.list_yaml = [](const std::string&) { return std::vector<std::string>{}; };
    return outside;
}

/// One note a line.
inline std::string lines_of(const std::vector<config_note>& notes)
{
    std::string text;
    for (const config_note& note : notes)
        text += to_text(note) + '\n';
    return text;
}

}  // namespace defectd::test

#endif
