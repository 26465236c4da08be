#include <doctest/doctest.h>

#include <string>

#include "environment.hpp"

using namespace defectd;

namespace {

const std::string source = "{name: a, kind: file, path: /a, account: a, marketplace: US, fulfillment: MFN}";
const std::string subscriber = "{name: s, url: 'https://h.example.com/', signing: none}";

std::string mistakes_in(const test::file_map& files)
{
    const auto loaded = load_configuration(test::main_file, test::in_memory(files));
    return loaded ? "" : test::lines_of(loaded.error());
}

configuration good(const std::string& text)
{
    const auto loaded = test::load_text(text);
    REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : test::lines_of(loaded.error())));
    return loaded->config;
}

}  // namespace

TEST_SUITE("config/load")
{
    TEST_CASE("a missing file is one mistake about the file as a whole that says what to do")
    {
        CHECK(
            mistakes_in({}) ==
            "/etc/defectd/defectd.yaml: cannot be read: No such file or directory; create it or pass another with "
            "--config\n");
    }

    TEST_CASE("an empty file is valid, with a warning each for no sources and no subscribers")
    {
        const auto loaded = test::load_text("");
        REQUIRE(loaded.has_value());
        CHECK(loaded->warnings.size() == 2);
        CHECK(loaded->warnings[0].line == 0);
    }

    TEST_CASE("a note without a line is about the file, one without a path about the line")
    {
        CHECK(to_text({"f", 0, 0, "", "w"}) == "f: w");
        CHECK(to_text({"f", 0, 0, "a.b", "w"}) == "f: a.b: w");
        CHECK(to_text({"f", 2, 3, "", "w"}) == "f:2:3: w");
        CHECK(to_text({"f", 2, 3, "a.b", "w"}) == "f:2:3: a.b: w");
    }

    TEST_CASE("everything that is written arrives")
    {
        const configuration config = good(
            "state_directory: /s\nshutdown_grace: 1s\nstore: {retention: 2d}\nadmin: {socket: /r/a.sock}\n"
            "log: {level: error, format: journal}\n"
            "egress: {allow_networks: [127.0.0.0/8], allow_ports: [8080], allow_http: true}\n"
            "limits: {deliveries_in_flight: 3, report_bytes: 1KiB, report_rows: 4, report_defects: 5}\n"
            "sources: [{name: a, kind: file, path: '/{account}/x', marketplace: de, fulfillment: AFN, every: 2s,\n"
            "  complete: false, date_order: ymd, columns: {order_id: [A, B], seller: [S]}, window: {days: 30, lag_days: 0},\n"
            "  baseline: notify, quarantine: {missing_share: 1, missing_rows: 9, hold: 3h}, confirm_cleared: 7}]\n"
            "subscribers: [{name: s, url: 'http://127.0.0.1:8080/in?x', events: ['*'], accounts: [a*],\n"
            "  signing: [{scheme: standard, secret_file: desk.secret, until: 2026-12-01T00:00:00Z},\n"
            "            {scheme: standard, secret_file: desk.secret}],\n"
            "  marketplaces: [US, 'J?'], fulfillment: [MFN], defect_types: [chargeback], timeout: 1s, concurrency: 9,\n"
            "  retry: {schedule: [1ms, 7d], jitter: 0.5}, headers: {X-A: b}, enabled: false}]\n");
        CHECK(config.state_directory == "/s");
        CHECK(config.admin_socket == "/r/a.sock");
        CHECK(config.shutdown_grace == std::chrono::seconds{1});
        CHECK(config.retention == std::chrono::days{2});
        CHECK(config.level == log_level::error);
        CHECK(config.format == log_format::journal);
        CHECK(config.egress.allow_networks.size() == 1);
        CHECK(config.egress.allow_ports == std::vector<std::uint16_t>{8080});
        CHECK(config.limits.deliveries_in_flight == 3);
        CHECK(config.limits.report_bytes == 1024);
        CHECK(config.limits.report_rows == 4);
        CHECK(config.limits.report_defects == 5);
        const source_config& a = config.sources.at(0);
        CHECK(a.path == "/{account}/x");
        CHECK(a.account.empty());
        CHECK(a.marketplace_id == "A1PA6795UKMFR9");
        CHECK(a.channel == fulfillment::afn);
        CHECK(a.every == std::chrono::seconds{2});
        CHECK_FALSE(a.complete);
        CHECK(a.dates == date_order::ymd);
        CHECK(a.columns ==
              std::map<std::string, std::vector<std::string>>{{"order_id", {"A", "B"}}, {"seller", {"S"}}});
        CHECK(a.window.days == 30);
        CHECK(a.window.lag_days == 0);
        CHECK(a.baseline == baseline_mode::notify);
        CHECK(a.quarantine.missing_share == 1.0);
        CHECK(a.quarantine.missing_rows == 9);
        CHECK(a.quarantine.hold == std::chrono::hours{3});
        CHECK(a.confirm_cleared == 7);
        const subscriber_config& s = config.subscribers.at(0);
        CHECK(s.url.target == "/in?x");
        CHECK(s.url.port == 8080);
        REQUIRE(s.signing.size() == 2);
        CHECK(s.signing[0].key.reveal().size() == 24);
        CHECK(s.signing[0].until == parse_rfc3339("2026-12-01T00:00:00Z"));
        CHECK(s.filter.events == std::vector<std::string>{"*"});
        CHECK(s.filter.accounts == std::vector<std::string>{"a*"});
        CHECK(s.filter.marketplaces == std::vector<std::string>{"A1VC38T7YXB528", "ATVPDKIKX0DER"});
        CHECK(s.filter.channels == std::vector{fulfillment::mfn});
        CHECK(s.filter.types == std::vector{defect_type::chargeback});
        CHECK(s.timeout == std::chrono::seconds{1});
        CHECK(s.concurrency == 9);
        CHECK(s.retry.schedule == std::vector<duration>{std::chrono::milliseconds{1}, std::chrono::days{7}});
        CHECK(s.retry.jitter == 0.5);
        CHECK(s.headers == header_list{{"X-A", "b"}});
        CHECK_FALSE(s.enabled);
    }

    TEST_CASE(
        "a section or a list whose content is commented out is at its defaults, and is not recorded twice")
    {
        const auto loaded =
            test::load_text("admin:\n  # socket: /x\nlog:\nsources:\n  # - name: a\nsubscribers:\n");
        REQUIRE(loaded.has_value());
        const auto nothing = test::load_text("");
        CHECK(effective_yaml(loaded->effective, origin_comments::shown) ==
              effective_yaml(nothing->effective, origin_comments::shown));
    }

    TEST_CASE("words give the enumerators of the same name")
    {
        CHECK(good("log: {level: debug, format: auto}").level == log_level::debug);
        CHECK(good("log: {level: info, format: text}").format == log_format::text);
        CHECK(good("log: {level: warning, format: json}").level == log_level::warning);
        CHECK(good("log: {format: json}").format == log_format::json);
    }

    TEST_CASE("relative paths count from the file, the default state directory from the working directory")
    {
        config_environment outside = test::in_memory(
            {{"/etc/defectd/sub/d.yaml", "state_directory: ../state\n"}, {"/etc/defectd/empty.yaml", ""}});
        CHECK(load_configuration("/etc/defectd/sub/d.yaml", outside)->config.state_directory ==
              "/etc/defectd/state");
        outside.working_directory = "/home/me";
        const configuration empty = load_configuration("/etc/defectd/empty.yaml", outside)->config;
        CHECK(empty.state_directory == "/home/me/defectd-state");
        CHECK(empty.admin_socket == "/home/me/defectd-state/admin.sock");
    }

    TEST_CASE("systemd's directories are the defaults, the first of a list")
    {
        config_environment outside = test::in_memory({{test::main_file, ""}});
        outside.state_directory = "/var/lib/defectd:/var/lib/other";
        outside.runtime_directory = "/run/defectd";
        const configuration config = load_configuration(test::main_file, outside)->config;
        CHECK(config.state_directory == "/var/lib/defectd");
        CHECK(config.admin_socket == "/run/defectd/admin.sock");
    }

    TEST_CASE("a credential needs systemd's folder")
    {
        const std::string text =
            "subscribers: [{name: s, url: 'https://h.example.com/', signing: [{scheme: standard, "
            "secret_credential: desk}]}]\n";
        CHECK(mistakes_in({{test::main_file, text}}).find("$CREDENTIALS_DIRECTORY is not set") !=
              std::string::npos);
        config_environment outside =
            test::in_memory({{test::main_file, text}, {"/run/credentials/desk", test::good_key}});
        outside.credentials_directory = "/run/credentials";
        CHECK(load_configuration(test::main_file, outside)->config.subscribers.at(0).signing.size() == 1);
    }

    TEST_CASE("one line end of a secret file is not part of the secret, of either kind")
    {
        for (const std::string end : {"", "\n", "\r\n"}) {
            const auto loaded = load_configuration(
                test::main_file,
                test::in_memory(
                    {{test::main_file, "subscribers: [{name: s, url_file: u, signing: none, header_files: "
                                       "{X-Key: k}}]\n"},
                     {"/etc/defectd/u", "https://h.example.com/x" + end},
                     {"/etc/defectd/k", "value" + end}}));
            REQUIRE(loaded.has_value());
            CHECK(loaded->config.subscribers.at(0).url.target == "/x");
            CHECK(loaded->config.subscribers.at(0).headers == header_list{{"X-Key", "value"}});
        }
    }

    TEST_CASE("conf.d adds sources and subscribers, whose files count from conf.d")
    {
        config_environment outside = test::in_memory(
            {{test::main_file, "sources: [" + source + "]\n"},
             {"/etc/defectd/conf.d/a.yaml", "subscribers: [{name: s, url_file: s.url, signing: none}]\n"},
             {"/etc/defectd/conf.d/s.url", "https://h.example.com/"}});
        outside.list_yaml = [](const std::string& folder) { return std::vector{folder + "/a.yaml"}; };
        const auto added = load_configuration(test::main_file, outside);
        REQUIRE(added.has_value());
        CHECK(added->config.sources.size() == 1);
        CHECK(added->config.subscribers.size() == 1);
        CHECK(added->warnings.empty());
    }

    TEST_CASE("a conf.d that cannot be listed is a mistake: who knows whom it names")
    {
        config_environment outside = test::in_memory({{test::main_file, "sources: [" + source + "]\n"}});
        outside.list_yaml = [](const std::string&) { return file_error{"Permission denied"}; };
        const auto refused = load_configuration(test::main_file, outside);
        REQUIRE(refused.has_error());
        CHECK(test::lines_of(refused.error()) ==
              "/etc/defectd/conf.d: cannot be listed: Permission denied; make it "
              "readable or move it away\n");
    }

    TEST_CASE("conf.d may hold nothing else, and names are unique over all files")
    {
        CHECK(
            mistakes_in({{test::main_file, "subscribers: [" + subscriber + "]\n"},
                         {"/etc/defectd/conf.d/a.yaml",
                          "log: {level: info}\nsubscribers: [" + subscriber + "]\n"}}) ==
            "/etc/defectd/conf.d/a.yaml:1:1: log: is not allowed in a conf.d file, which may only add sources and "
            "subscribers; move it to the main file\n"
            "/etc/defectd/conf.d/a.yaml:2:22: subscribers[0].name: `s` is already used at "
            "/etc/defectd/defectd.yaml:1; choose another name\n");
    }

    TEST_CASE("the egress policy of the main file binds subscribers of conf.d")
    {
        const std::string plain =
            "subscribers: [{name: s, url: 'http://h.example.com:8080/', signing: none}]\n";
        CHECK_FALSE(mistakes_in({{test::main_file, ""}, {"/etc/defectd/conf.d/a.yaml", plain}}).empty());
        CHECK(mistakes_in({{test::main_file, "egress: {allow_http: true, allow_ports: [8080]}\n"},
                           {"/etc/defectd/conf.d/a.yaml", plain}}) == "");
    }

    TEST_CASE("a policy that is wrong is told once, not again at each subscriber")
    {
        const std::string mistakes = mistakes_in(
            {{test::main_file, "egress: {allow_networks: [127.0.0.0], allow_ports: [https]}\n"
                               "subscribers: [{name: s, url: 'https://127.0.0.1:9/', signing: none},\n"
                               "  {name: t, url: 'http://h.example.com/', signing: none}]\n"}});
        CHECK(mistakes.find("subscribers[0]") == std::string::npos);
        CHECK(mistakes.find("subscribers[1].url") != std::string::npos);
    }

    TEST_CASE("sources that carry the scope in their path cannot be seen to overlap")
    {
        CHECK(
            mistakes_in(
                {{test::main_file,
                  "sources:\n"
                  "  - {name: a, kind: file, path: '/{account}/a', marketplace: US, fulfillment: MFN}\n"
                  "  - {name: b, kind: file, path: '/{account}/b', marketplace: US, fulfillment: MFN}\n"}}) ==
            "");
    }
}
