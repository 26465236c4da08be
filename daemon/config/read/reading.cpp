#include "read/reading.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>

#include "read/decode.hpp"

namespace defectd {

std::string absolute_path(const std::string& path, const std::string& folder)
{
    return (std::filesystem::path(folder) / path).lexically_normal().string();
}

std::string to_yaml(const secret_text& text)
{
    return yaml_scalar(text.path);
}

result<secret_text, text_error> read_secret(const config_environment& outside, const std::string& path)
{
    auto file = outside.read_file(path);
    if (!file)
        return text_error{
            fmt::format("the file cannot be read: {}; create it or correct the path", file.error().what)};
    std::string_view text = file->bytes;
    // Editors and `echo` end a file with a line break, which is not part of the secret; a second one is.
    if (text.ends_with('\n'))
        text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
    if (text.empty())
        return text_error{"the file is empty; write the secret into it"};
    return secret_text{secret(std::string(text)), path, file->world_readable};
}

}  // namespace defectd
