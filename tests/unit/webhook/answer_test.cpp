#include "defectd/webhook/answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

using namespace defectd;
using namespace std::chrono_literals;
using enum answer_rules;
using enum answer_meaning;

namespace {

const timestamp now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 11h};

constexpr std::array every_rules{webhook, slack, teams, discord, pagerduty};

struct expected {
    answer_meaning meaning;
    std::string_view failure;
};

struct status_row {
    int first, last;
    expected then;
};

/// What an answer with an empty body means; of the rows that hold a status the last one counts.
std::vector<status_row> table_of(answer_rules rules)
{
    std::vector<status_row> rows{{200, 299, {delivered, ""}},       {300, 399, {failed, "redirect"}},
                                 {400, 499, {failed, "rejected"}},  {500, 599, {failed, "server_error"}},
                                 {429, 429, {failed, "throttled"}}, {410, 410, {gone, "gone"}}};
    switch (rules) {
    case webhook: break;
    case slack:
        rows.push_back({200, 299, {failed, "rejected"}});
        rows.push_back({410, 410, {failed, "rejected"}});
        break;
    case teams:
        rows.push_back({401, 401, {gone, "gone"}});
        rows.push_back({403, 404, {gone, "gone"}});
        break;
    case discord: rows.push_back({404, 404, {gone, "gone"}}); break;
    case pagerduty: rows.push_back({400, 400, {payload_refused, "payload_refused"}}); break;
    }
    return rows;
}

expected expected_of(answer_rules rules, int status)
{
    const auto rows = table_of(rules);
    const auto row = std::find_if(rows.rbegin(), rows.rend(), [&](const status_row& candidate) {
        return candidate.first <= status && status <= candidate.last;
    });
    REQUIRE(row != rows.rend());
    return row->then;
}

attempt_result classified(answer_rules rules, int status, std::string_view body = {})
{
    return classify_answer(rules, received_answer{status, std::nullopt, body}, now);
}

void check(const attempt_result& result, const expected& then)
{
    CHECK(result.meaning == then.meaning);
    CHECK(result.failure == then.failure);
}

constexpr auto slack_end_words = std::to_array<std::string_view>(
    {"no_service", "no_service_id", "no_active_hooks", "channel_not_found", "channel_is_archived",
     "action_prohibited", "posting_to_general_channel_denied", "no_team", "team_disabled", "invalid_token"});
constexpr auto slack_payload_words =
    std::to_array<std::string_view>({"invalid_payload", "invalid_blocks", "invalid_blocks_format", "no_text",
                                     "too_many_attachments", "msg_blocks_too_long", "msg_too_long"});

}  // namespace

TEST_SUITE("webhook/answer")
{
    TEST_CASE("every status has its meaning under each set of rules")
    {
        for (const answer_rules rules : every_rules) {
            for (int status = 200; status <= 599; ++status) {
                CAPTURE(static_cast<int>(rules));
                CAPTURE(status);
                const attempt_result result = classified(rules, status);
                check(result, expected_of(rules, status));
                CHECK_FALSE(result.not_before);
            }
        }
    }

    TEST_CASE("a status out of range is a server error")
    {
        for (const answer_rules rules : every_rules) {
            for (const int status : {-1, 0, 1, 99, 100, 101, 199, 600, 999, 65'535, 2'147'483'647}) {
                CAPTURE(static_cast<int>(rules));
                CAPTURE(status);
                check(classified(rules, status, "ok"), {failed, "server_error"});
            }
        }
    }

    TEST_CASE("Retry-After counts with 429 and 503, by all rules, and with no other status")
    {
        for (const answer_rules rules : every_rules) {
            for (int status = 200; status <= 599; ++status) {
                CAPTURE(static_cast<int>(rules));
                CAPTURE(status);
                const attempt_result result = classify_answer(rules, received_answer{status, "120", {}}, now);
                check(result, expected_of(rules, status));
                if (status == 429 || status == 503)
                    CHECK(result.not_before == now + 120s);
                else
                    CHECK_FALSE(result.not_before);
            }
        }
    }

    TEST_CASE("429 and 503 use Retry-After in each of its forms and ignore an invalid one")
    {
        struct row {
            std::string_view header;
            std::optional<timestamp> then;
        };
        const auto rows = std::to_array<row>({
            {"0", now},
            {" 30\t", now + 30s},
            {"Mon, 23 Nov 2026 12:00:00 GMT", now + 1h},
            {"Monday, 23-Nov-26 12:00:00 GMT", now + 1h},
            {"Mon Nov 23 12:00:00 2026", now + 1h},
            {"Mon, 23 Nov 2026 10:00:00 GMT", now},
            {"99999999999999999999", now + std::chrono::days{36'500}},
            {"", std::nullopt},
            {"-1", std::nullopt},
            {"soon", std::nullopt},
        });
        for (const answer_rules rules : every_rules) {
            for (const int status : {429, 503}) {
                for (const row& r : rows) {
                    CAPTURE(static_cast<int>(rules));
                    CAPTURE(status);
                    CAPTURE(r.header);
                    CHECK(classify_answer(rules, received_answer{status, r.header, {}}, now).not_before ==
                          r.then);
                }
            }
        }
    }

    TEST_CASE("the body does not matter for plain webhooks and PagerDuty")
    {
        for (const std::string_view body : {"no_service", "HTTP error 429", R"({"retry_after":9})", "ok"}) {
            for (int status = 200; status <= 599; ++status) {
                CAPTURE(body);
                CAPTURE(status);
                check(classified(webhook, status, body), expected_of(webhook, status));
                check(classified(pagerduty, status, body), expected_of(pagerduty, status));
            }
        }
    }

    TEST_CASE("Slack accepted a message only when it answers 200 and ok")
    {
        for (const std::string_view body : {"ok", "ok\n", " \tok\r\n", R"({"ok":true})",
                                            "{ \"ok\" : true }\n", R"({"ok":true,"more":[1]})"}) {
            CAPTURE(body);
            check(classified(slack, 200, body), {delivered, ""});
            for (const int status : {201, 202, 204, 299})
                check(classified(slack, status, body), {failed, "rejected"});
            check(classified(slack, 302, body), {failed, "redirect"});
            check(classified(slack, 404, body), {failed, "rejected"});
            check(classified(slack, 500, body), {failed, "server_error"});
        }
    }

    TEST_CASE("another body in a 200 of Slack is not a success")
    {
        const std::string nested(1000, '[');
        for (const std::string_view body : {std::string_view{},
                                            std::string_view{"okay"},
                                            std::string_view{"o k"},
                                            std::string_view{"OK"},
                                            std::string_view{"\"ok\""},
                                            std::string_view{"ok ok"},
                                            std::string_view{"no_service"},
                                            std::string_view{"<!DOCTYPE html><title>Sign in</title>ok"},
                                            std::string_view{R"({"ok":false})"},
                                            std::string_view{R"({"ok":"true"})"},
                                            std::string_view{R"({"ok":1})"},
                                            std::string_view{R"({"ok":null})"},
                                            std::string_view{R"({"ok":true)"},
                                            std::string_view{R"({"ok":true}x)"},
                                            std::string_view{R"([{"ok":true}])"},
                                            std::string_view{R"({"OK":true})"},
                                            std::string_view{"true"},
                                            std::string_view{"ok\0", 3},
                                            std::string_view{"\xFF\xFE"},
                                            std::string_view{nested}}) {
            CAPTURE(body);
            check(classified(slack, 200, body), {failed, "rejected"});
        }
    }

    TEST_CASE("a Slack URL is gone when word and status say so")
    {
        for (const std::string_view word : slack_end_words) {
            for (int status = 200; status <= 599; ++status) {
                CAPTURE(word);
                CAPTURE(status);
                const bool is_end = status == 403 || status == 404 || status == 410;
                const expected then = is_end ? expected{gone, "gone"} : expected_of(slack, status);
                check(classified(slack, status, word), then);
                check(classified(slack, status, " " + std::string(word) + "\r\n"), then);
            }
        }
        for (const int status : {400, 403, 404, 410})
            check(classified(slack, status, "user_not_found"), {gone, "gone"});
        check(classified(slack, 401, "user_not_found"), {failed, "rejected"});
    }

    TEST_CASE("a payload that Slack rejects is recognized by its word in a 400")
    {
        for (const std::string_view word : slack_payload_words) {
            for (int status = 200; status <= 599; ++status) {
                CAPTURE(word);
                CAPTURE(status);
                const expected then =
                    status == 400 ? expected{payload_refused, "payload_refused"} : expected_of(slack, status);
                check(classified(slack, status, word), then);
            }
        }
    }

    TEST_CASE("an unknown word neither disables a subscriber nor ends a delivery")
    {
        for (const std::string_view body :
             {"", "gone", "no_servicex", "no_servic", "NO_SERVICE", "no_service no_team", "error: no_service",
              R"({"ok":false,"error":"no_service"})", "<h1>404 Not Found</h1>", "rate_limited",
              "rollup_error"}) {
            for (const int status : {400, 403, 404, 405, 410, 413}) {
                CAPTURE(body);
                CAPTURE(status);
                check(classified(slack, status, body), {failed, "rejected"});
            }
        }
    }

    TEST_CASE("an error of Slack itself is retried")
    {
        check(classified(slack, 500, "rollup_error"), {failed, "server_error"});
        const attempt_result result = classify_answer(slack, received_answer{429, "30", "rate_limited"}, now);
        check(result, {failed, "throttled"});
        CHECK(result.not_before == now + 30s);
    }

    TEST_CASE("a 200 of Teams whose body reports a failure is a failure")
    {
        struct row {
            std::string_view body;
            expected then;
        };
        const auto rows = std::to_array<row>({
            {"1", {delivered, ""}},
            {"", {delivered, ""}},
            {"accepted, error 0", {delivered, ""}},
            {"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with "
             "ContextId tcid=0,server=msgapi",
             {failed, "throttled"}},
            {R"({"error":{"code":"ApplicationThrottled"}})", {failed, "throttled"}},
            {"Microsoft Teams endpoint returned HTTP error 429", {failed, "throttled"}},
            {"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with "
             "ContextId tcid=0",
             {failed, "rejected"}},
            {"Webhook message delivery failed with error: Error contacting Microsoft Teams endpoint",
             {failed, "rejected"}},
            {"Microsoft Teams endpoint returned HTTP error 400", {failed, "rejected"}},
        });
        for (const row& r : rows) {
            CAPTURE(r.body);
            check(classified(teams, 200, r.body), r.then);
            for (int status = 201; status <= 599; ++status)
                check(classified(teams, status, r.body), expected_of(teams, status));
        }
        const attempt_result result =
            classify_answer(teams, received_answer{200, "60", "HTTP error 429"}, now);
        CHECK(result.not_before == now + 60s);
    }

    TEST_CASE("the wait of Discord comes from the first header or body that contains one")
    {
        struct row {
            std::optional<std::string_view> header;
            std::string_view body;
            std::optional<timestamp> then;
        };
        const auto rows = std::to_array<row>({
            {{}, R"({"message":"slow","retry_after":64.57,"global":false})", now + 64'570ms},
            {{}, R"({"retry_after":0.0001})", now + 1ms},
            {{}, R"({"retry_after":0})", now},
            {{}, R"({"retry_after":2})", now + 2s},
            {"65", R"({"retry_after":64.57})", now + 65s},
            {"64", R"({"retry_after":64.57})", now + 64s},
            {"64.57", R"({"retry_after":1})", now + 65s},
            {"never", R"({"retry_after":1})", now + 1s},
            {"3", "", now + 3s},
            {"3", "<html>error 1015</html>", now + 3s},
            {"3", R"({"retry_after":-1})", now + 3s},
            {{}, R"({"retry_after":-0.5})", std::nullopt},
            {{}, R"({"retry_after":"5"})", std::nullopt},
            {{}, R"({"retry_after":null})", std::nullopt},
            {{}, R"({"retry_after":[5]})", std::nullopt},
            {{}, R"({"retry_after":5)", std::nullopt},
            {{}, R"({"retry_after":NaN})", std::nullopt},
            {{}, R"({"x":{"retry_after":5}})", std::nullopt},
            {{}, R"([{"retry_after":5}])", std::nullopt},
            {{}, R"({"retry_after":1e300})", now + std::chrono::days{36'500}},
            {{}, R"({"retry_after":18446744073709551615})", now + std::chrono::days{36'500}},
        });
        for (const row& r : rows) {
            CAPTURE(r.body);
            const attempt_result result =
                classify_answer(discord, received_answer{429, r.header, r.body}, now);
            check(result, {failed, "throttled"});
            CHECK(result.not_before == r.then);
        }
        const received_answer both{429, "3", R"({"retry_after":5})", "4.2"};
        CHECK(classify_answer(discord, both, now).not_before == now + 3s);
        const received_answer reset_only{429, std::nullopt, R"({"retry_after":9})", "4.2"};
        CHECK(classify_answer(discord, reset_only, now).not_before == now + 5s);
        const received_answer unreadable{429, "soon", R"({"retry_after":9})", "later"};
        CHECK(classify_answer(discord, unreadable, now).not_before == now + 9s);
        CHECK_FALSE(classify_answer(webhook, reset_only, now).not_before);
        CHECK_FALSE(classified(discord, 503, R"({"retry_after":5})").not_before);
        CHECK_FALSE(classified(discord, 200, R"({"retry_after":5})").not_before);
    }

    TEST_CASE("where the status decides, the body does not change the meaning of an answer")
    {
        for (const answer_rules rules : every_rules)
            for (int status = 200; status < 600; ++status) {
                CAPTURE(status);
                const bool is_undecided = !status_decides(rules, status);
                if (is_undecided)
                    CHECK((rules == slack || rules == teams));
                for (const std::string_view body :
                     {"ok", "no_service", "user_not_found", "invalid_blocks", "HTTP error 429",
                      "Webhook message delivery failed", R"({"ok":true})"})
                    if (!is_undecided)
                        CHECK(classified(rules, status, body).meaning == classified(rules, status).meaning);
            }
        CHECK_FALSE(status_decides(slack, 200));
        CHECK(status_decides(slack, 503));
        CHECK_FALSE(status_decides(teams, 200));
        CHECK(status_decides(teams, 202));
    }
}
