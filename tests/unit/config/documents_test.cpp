#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "environment.hpp"

using namespace defectd;

namespace {

std::string committed(const std::string& path)
{
    std::ifstream in(DEFECTD_REPOSITORY "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The sample with its examples switched on: from `# sources:` down, one "# " less a line.
std::string uncommented(const std::string& sample)
{
    std::istringstream lines(sample);
    std::string text;
    bool is_example = false;
    for (std::string line; std::getline(lines, line);) {
        is_example = is_example || line.starts_with("# # Where reports come from");
        text += (is_example && line.starts_with("# ") ? line.substr(2) : line) + '\n';
    }
    return text;
}

}  // namespace

TEST_SUITE("config/documents")
{
    TEST_CASE(
        "docs/configuration.md and etc/defectd.yaml are what the schema says; else run the target config_docs")
    {
        CHECK(committed("docs/configuration.md") == configuration_reference());
        CHECK(committed("etc/defectd.yaml") == sample_configuration());
    }

    TEST_CASE("the sample gives exactly the defaults, those that the systemd unit's folders make")
    {
        config_environment unit = test::in_memory({{test::main_file, ""}});
        unit.state_directory = "/var/lib/defectd";
        unit.runtime_directory = "/run/defectd";
        const auto sample = test::load_text(sample_configuration());
        const auto nothing = load_configuration(test::main_file, unit);
        REQUIRE(sample.has_value());
        REQUIRE(nothing.has_value());
        CHECK(effective_yaml(sample->effective, origin_comments::hidden) ==
              effective_yaml(nothing->effective, origin_comments::hidden));
    }

    TEST_CASE("the defaults of the schema are those of the types")
    {
        const auto loaded = test::load_text(
            "sources: [{name: a, kind: file, path: /a, account: a, marketplace: US, fulfillment: ALL}]\n"
            "subscribers: [{name: b, url: 'https://h.example.com/', signing: none}]\n");
        REQUIRE(loaded.has_value());
        const configuration& read = loaded->config;
        const configuration built_in;
        CHECK(read.shutdown_grace == built_in.shutdown_grace);
        CHECK(read.retention == built_in.retention);
        CHECK(read.level == built_in.level);
        CHECK(read.format == built_in.format);
        CHECK(read.egress.allow_networks == built_in.egress.allow_networks);
        CHECK(read.egress.allow_ports == built_in.egress.allow_ports);
        CHECK(read.egress.allow_http == built_in.egress.allow_http);
        CHECK(read.limits.deliveries_in_flight == built_in.limits.deliveries_in_flight);
        CHECK(read.limits.report_bytes == built_in.limits.report_bytes);
        CHECK(read.limits.report_rows == built_in.limits.report_rows);
        CHECK(read.limits.report_defects == built_in.limits.report_defects);
        const source_config source;
        CHECK(read.sources[0].every == source.every);
        CHECK(read.sources[0].complete == source.complete);
        CHECK(read.sources[0].dates == source.dates);
        CHECK(read.sources[0].columns == source.columns);
        CHECK(read.sources[0].window.days == source.window.days);
        CHECK(read.sources[0].window.lag_days == source.window.lag_days);
        CHECK(read.sources[0].baseline == source.baseline);
        CHECK(read.sources[0].quarantine.missing_share == source.quarantine.missing_share);
        CHECK(read.sources[0].quarantine.missing_rows == source.quarantine.missing_rows);
        CHECK(read.sources[0].quarantine.hold == source.quarantine.hold);
        CHECK(read.sources[0].confirm_cleared == source.confirm_cleared);
        const subscriber_config subscriber;
        CHECK(read.subscribers[0].filter.events == subscriber.filter.events);
        CHECK(read.subscribers[0].filter.accounts == subscriber.filter.accounts);
        CHECK(read.subscribers[0].filter.marketplaces == subscriber.filter.marketplaces);
        CHECK(read.subscribers[0].timeout == subscriber.timeout);
        CHECK(read.subscribers[0].concurrency == subscriber.concurrency);
        CHECK(read.subscribers[0].retry.schedule == subscriber.retry.schedule);
        CHECK(read.subscribers[0].retry.jitter == subscriber.retry.jitter);
        CHECK(read.subscribers[0].enabled == subscriber.enabled);
    }

    TEST_CASE("the examples of the sample work once uncommented")
    {
        const auto loaded = load_configuration(
            test::main_file,
            test::in_memory({{test::main_file, uncommented(sample_configuration())},
                             {"/etc/defectd/support-desk.secret", test::good_key},
                             {"/etc/defectd/support-desk.url", "https://hooks.example.com/in"}}));
        REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : test::lines_of(loaded.error())));
        CHECK(loaded->warnings.empty());
        CHECK(loaded->config.sources.size() == 1);
        CHECK(loaded->config.subscribers.size() == 1);
    }
}
