// Any bytes as the main configuration file: a configuration or a list of mistakes, never a crash.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "defectd/base/assert.hpp"
#include "defectd/config/load.hpp"

namespace {

defectd::config_environment environment_with(std::string text)
{
    defectd::config_environment outside;
    outside.working_directory = "/etc/defectd";
    outside.credentials_directory = "/run/credentials";
    outside.read_file =
        [text = std::move(text)](
            const std::string& path) -> defectd::result<defectd::file_content, defectd::file_error> {
        if (path == "/etc/defectd/defectd.yaml")
            return defectd::file_content{text, false};
        return defectd::file_content{"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n", true};
    };
    outside.list_yaml = [](const std::string&) { return std::vector<std::string>{}; };
    return outside;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto loaded =
        defectd::load_configuration("/etc/defectd/defectd.yaml", environment_with(std::move(text)));
    if (loaded)
        static_cast<void>(defectd::effective_yaml(loaded->effective, defectd::origin_comments::shown));
    else
        DEFECTD_ASSERT(!loaded.error().empty());
    return 0;
}
