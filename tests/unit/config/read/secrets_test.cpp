#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/config/environment.hpp"

using namespace defectd;

namespace {

/// Everything a person may get to see of one loading.
std::string everything_printed(const test::file_map& files)
{
    config_environment outside = test::in_memory(files);
    outside.credentials_directory = "/run/credentials";
    const auto loaded = load_configuration(test::main_file, outside);
    if (!loaded)
        return test::lines_of(loaded.error());
    return test::lines_of(loaded->warnings) + effective_yaml(loaded->effective, origin_comments::shown);
}

std::string subscriber_with(const std::string& lines)
{
    return "subscribers:\n  - name: desk\n" + lines;
}

}  // namespace

TEST_SUITE("config/secrets")
{
    TEST_CASE("no secret and no secret URL is in any message, wherever it stands")
    {
        const std::string url = "    url: https://hooks.example.com/\n";
        const std::vector<std::string> texts{
            subscriber_with("    url: https://hooks.example.com/canary?k=canary\n    signing: none\n"),
            subscriber_with("    url: ftp://hooks.example.com/canary\n    signing: none\n"),
            subscriber_with("    url: [https://hooks.example.com/canary]\n    signing: none\n"),
            subscriber_with("    https://hooks.example.com/canary: url\n    signing: none\n"),
            subscriber_with("    url_file: https://hooks.example.com/canary\n    signing: none\n"),
            subscriber_with("    url_file: canary-token-as-path\n    signing: none\n"),
            subscriber_with("    url_file: good.url\n    signing: none\n"),
            subscriber_with("    url_file: bad.url\n    signing: none\n"),
            subscriber_with(url + "    signing: whsec_canary\n"),
            subscriber_with(url + "    signing: [whsec_canary]\n"),
            subscriber_with(url + "    signing: [{scheme: whsec_canary, secret_file: good.secret}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret: whsec_canary}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret_file: whsec_canary}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret_file: canary-as-path}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret_file: bad.secret}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret_file: good.secret}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret_credential: whsec_canary}]\n"),
            subscriber_with(url + "    signing: [{scheme: standard, secret_credential: canary/x}]\n"),
            subscriber_with(url + "    signing: none\n    headers: {Authorization: Bearer canary}\n"),
            subscriber_with(url +
                            "    signing: none\n    headers: {X-Api-Key: canary, X-A: \"canary\\r\\n\"}\n"),
            subscriber_with(url + "    signing: none\n    header_files: {X-Key: key.value}\n"),
            subscriber_with(url + "    signing: none\n    header_files: {X-Key: bad.value}\n"),
            subscriber_with(url + "    signing: none\n    header_files: {X-Key: canary-as-path}\n"),
            subscriber_with("    name: https://hooks.example.com/canary\n    signing: none\n"),
            "log: {level: whsec_canary}\n",
            "store: {engine: postgresql, dsn_file: \"postgres://u:canary@db/\"}\n",
            "egress: {proxy: \"http://u:canary@proxy/\"}\n",
        };
        for (const std::string& text : texts) {
            CAPTURE(text);
            const std::string printed =
                everything_printed({{test::main_file, text},
                                    {"/etc/defectd/good.url", "https://hooks.example.com/canary"},
                                    {"/etc/defectd/bad.url", "https://u:canary@hooks.example.com/"},
                                    {"/etc/defectd/good.secret", "whsec_Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5"},
                                    {"/etc/defectd/bad.secret", "canary\n"},
                                    {"/etc/defectd/key.value", "canary\n"},
                                    {"/etc/defectd/bad.value", "canary\ncanary\n"}});
            CHECK_FALSE(printed.empty());
            CHECK(printed.find("canary") == std::string::npos);
            CHECK(printed.find("Y2FuYXJ5") == std::string::npos);
        }
    }
}
