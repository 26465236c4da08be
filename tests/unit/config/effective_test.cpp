#include <doctest/doctest.h>

#include <string>

#include "environment.hpp"

using namespace defectd;

namespace {

std::string effective(const std::string& text, origin_comments origins)
{
    const auto loaded = test::load_text(text);
    REQUIRE(loaded.has_value());
    return effective_yaml(loaded->effective, origins);
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

const std::string two_of_each =
    "sources:\n"
    "  - {name: a, kind: file, path: /a, account: a, marketplace: us, fulfillment: ALL, every: 60s}\n"
    "  - {name: b, kind: file, path: \"/{account}/b\", marketplace: DE, fulfillment: MFN}\n"
    "subscribers:\n"
    "  - {name: c, url: 'https://h.example.com/secret/path', signing: none}\n"
    "  - {name: d, url_file: desk.url, signing: [{scheme: standard, secret_file: desk.secret},\n"
    "     {scheme: standard, secret_file: desk.secret, until: 2026-12-01T00:00:00Z}]}\n";

}  // namespace

TEST_SUITE("config/effective")
{
    TEST_CASE("each value says where it came from")
    {
        const std::string text =
            effective("shutdown_grace: 10s\n\nlog: {format: json}\n", origin_comments::shown);
        CHECK(holds(text, "\nshutdown_grace: 10s  # /etc/defectd/defectd.yaml:1\n"));
        CHECK(
            holds(text, "\nlog:\n  level: info  # default\n  format: json  # /etc/defectd/defectd.yaml:3\n"));
        CHECK(holds(text, "\nsources: []  # default\nsubscribers: []  # default\n"));
    }

    TEST_CASE("values are canonical, the marketplace is its id, and only the host of a URL is shown")
    {
        const std::string text = effective(two_of_each, origin_comments::hidden);
        CHECK(holds(text, "    every: 1m\n"));
        CHECK(holds(text, "    marketplace: ATVPDKIKX0DER\n"));
        CHECK(holds(text, "    url: \"https://h.example.com/…\"\n"));
        CHECK_FALSE(holds(text, "secret/path"));
        CHECK(holds(text, "    url_file: /etc/defectd/desk.url\n"));
    }

    TEST_CASE("a fulfillment channel may have its other name in any case, and is printed by its own")
    {
        const std::string text = effective(
            "sources:\n"
            "  - {name: a, kind: file, path: /a, account: a, marketplace: US, fulfillment: fba}\n"
            "  - {name: b, kind: file, path: /b, account: b, marketplace: US, fulfillment: Fbm}\n"
            "subscribers:\n"
            "  - {name: c, url: 'https://h.example.com/', signing: none, fulfillment: [fbm, Afn, A*]}\n",
            origin_comments::hidden);
        CHECK(holds(text, "    fulfillment: AFN\n"));
        CHECK(holds(text, "    fulfillment: MFN\n"));
        CHECK(holds(text, "    fulfillment: [MFN, AFN, A*]\n"));
    }

    TEST_CASE("what it prints is a configuration that gives the same configuration again")
    {
        std::string text = two_of_each;  // of a URL in the clear only the host is printed
        text.replace(text.find("url: 'https://h.example.com/secret/path'"), 40, "url_file: desk.url");
        const std::string once = effective(text, origin_comments::hidden);
        const auto again = test::load_text(once);
        REQUIRE_MESSAGE(again.has_value(), (again ? "" : test::lines_of(again.error())));
        CHECK(effective_yaml(again->effective, origin_comments::hidden) == once);
    }

    TEST_CASE("items of conf.d are numbered on, in the order of the schema")
    {
        const std::string one =
            "sources: [{name: a, kind: file, path: /a, account: a, marketplace: US, fulfillment: ALL}]\n";
        const std::string two =
            "sources: [{name: b, kind: file, path: /b, account: b, marketplace: US, fulfillment: ALL}]\n";
        const auto loaded = load_configuration(
            test::main_file, test::in_memory({{test::main_file, one}, {"/etc/defectd/conf.d/b.yaml", two}}));
        REQUIRE(loaded.has_value());
        const std::string text = effective_yaml(loaded->effective, origin_comments::shown);
        const std::size_t first = text.find("  - name: a  # /etc/defectd/defectd.yaml:1");
        const std::size_t second = text.find("  - name: b  # /etc/defectd/conf.d/b.yaml:1");
        CHECK(first < second);
        CHECK(second < text.find("\nsubscribers: []"));
    }
}
