#include "schema/schema.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "unit/config/environment.hpp"

using namespace defectd;

TEST_SUITE("config/schema")
{
    TEST_CASE("each path stands once, each row has a doc, and no row stands before its section")
    {
        std::set<std::string_view> seen;
        for (const schema_row& row : schema()) {
            CAPTURE(row.path);
            CHECK(seen.insert(row.path).second);
            CHECK_FALSE(row.doc.empty());
            const std::size_t dot = row.path.rfind('.');
            if (dot != std::string_view::npos) {
                std::string_view section = row.path.substr(0, dot);
                if (section.ends_with("[]"))
                    section.remove_suffix(2);
                CHECK(seen.contains(section));
            }
        }
    }

    TEST_CASE("every setting of this version is read: all of them are among the effective values")
    {
        const auto loaded = test::load_text(
            "sources: [{name: a, kind: file, path: /a, account: a, marketplace: US, fulfillment: ALL}]\n"
            "subscribers: [{name: b, url: 'https://h.example.com/', signing: [{scheme: standard, secret_file: desk.secret, "
            "until: 2026-12-01T00:00:00Z}, {scheme: standard, secret_file: desk.secret}]}]\n");
        REQUIRE(loaded.has_value());
        std::set<std::string> effective;
        for (const effective_value& value : loaded->effective) {
            std::string path = value.path;
            for (std::size_t at = path.find("[0]"); at != std::string::npos; at = path.find("[0]"))
                path.replace(at, 3, "[]");
            effective.insert(path);
        }
        const std::set<std::string> alternatives{"subscribers[].url_file",
                                                 "subscribers[].signing[].secret_credential"};
        const auto is_left_out = [](const schema_row& row) {
            const schema_row* const above = find_row(row.path.substr(0, row.path.rfind('.')));
            return above != nullptr && above->fallback == "null";
        };
        for (const schema_row& row : schema()) {
            CAPTURE(row.path);
            if (is_left_out(row))
                continue;
            const bool is_value = row.kind != value_kind::section && row.kind != value_kind::section_list &&
                                  row.kind != value_kind::signing && row.offer != availability::later;
            if (is_value && !alternatives.contains(std::string(row.path)))
                CHECK(effective.contains(std::string(row.path)));
        }
    }
}
