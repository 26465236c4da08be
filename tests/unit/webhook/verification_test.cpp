#include <doctest/doctest.h>

#include <array>
#include <set>

#include "defectd/webhook/signing.hpp"

using namespace defectd;
using namespace std::chrono_literals;

namespace {

const secret key{"0123456789abcdef0123456789abcdef"};
const secret other_key{"0123456789abcdef0123456789abcdeF"};
const timestamp sent_at{std::chrono::seconds{1'614'265'330}};
constexpr std::string_view body = R"({"type":"defect.created"})";

std::string signature_with(const secret& signer)
{
    return sign_standard(signer, {"msg_1", sent_at, body});
}

/// A good webhook, of which a test changes one thing.
struct received {
    std::string id = "msg_1";
    std::string time = "1614265330";
    std::string signature = signature_with(key);
    std::string bytes{body};
    timestamp now = sent_at;

    signature_check verdict() const { return verify_standard(key, {id, time, signature}, bytes, now); }
};

signature_check verdict_of_signature(std::string signature)
{
    received webhook;
    webhook.signature = std::move(signature);
    return webhook.verdict();
}

signature_check verdict_of_time(std::string time)
{
    received webhook;
    webhook.time = std::move(time);
    return webhook.verdict();
}

signature_check verdict_at(timestamp now)
{
    received webhook;
    webhook.now = now;
    return webhook.verdict();
}

}  // namespace

TEST_SUITE("webhook/verification")
{
    TEST_CASE("a signed message is valid")
    {
        CHECK(received{}.verdict() == signature_check::valid);
    }

    TEST_CASE("a published vector is valid at its own time")
    {
        const auto published = parse_symmetric_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        REQUIRE(published.has_value());
        CHECK(verify_standard(*published,
                              {"msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                               "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
                              R"({"test": 2432232314})", sent_at) == signature_check::valid);
    }

    TEST_CASE("a change of id, body or key is not a match")
    {
        received other_id;
        other_id.id = "msg_2";
        CHECK(other_id.verdict() == signature_check::no_match);
        received other_body;
        other_body.bytes += ' ';
        CHECK(other_body.verdict() == signature_check::no_match);
        CHECK(verdict_of_signature(signature_with(other_key)) == signature_check::no_match);
    }

    TEST_CASE("a changed timestamp is not a match, even within the tolerance")
    {
        CHECK(verdict_of_time("1614265331") == signature_check::no_match);
        CHECK(verdict_of_time("01614265330") == signature_check::no_match);
    }

    TEST_CASE("one matching v1 entry of the list is enough, other versions are ignored")
    {
        const std::string good = signature_with(key);
        const std::string wrong = signature_with(other_key);
        const std::string lists[] = {wrong + " " + good, good + " " + wrong, "v1a,AAAA " + good,
                                     "v2,x " + good,     "junk " + good,     "  " + good + "  ",
                                     good + " " + good,  ", " + good};
        for (const std::string& list : lists) {
            CAPTURE(list);
            CHECK(verdict_of_signature(list) == signature_check::valid);
        }
    }

    TEST_CASE("a list without a whole matching entry is not a match")
    {
        const std::string good = signature_with(key);
        const std::string bare = good.substr(3);
        const std::string lists[] = {bare,         "v1a," + bare, "v2," + bare,
                                     "V1," + bare, "v1" + bare,   "v1, " + bare,
                                     good + ",",   good + "=",    good.substr(0, good.size() - 1),
                                     "v1,",        "v1",          " ",
                                     "   ",        good + "\t",   good + "," + good};
        for (const std::string& list : lists) {
            CAPTURE(list);
            CHECK(verdict_of_signature(list) == signature_check::no_match);
        }
    }

    TEST_CASE("a missing header is not reported as a wrong signature")
    {
        received no_id;
        no_id.id.clear();
        CHECK(no_id.verdict() == signature_check::missing_headers);
        CHECK(verdict_of_time("") == signature_check::missing_headers);
        CHECK(verdict_of_signature("") == signature_check::missing_headers);
    }

    TEST_CASE("a timestamp consists of digits")
    {
        for (const std::string_view time :
             {"-1614265330", "+1614265330", " 1614265330", "1614265330 ", "1614265330.0", "0x60378A72",
              "1.6e9", "2021-02-25T15:02:10Z", "abc", "-", "99999999999999999999", "-0"}) {
            CAPTURE(time);
            CHECK(verdict_of_time(std::string(time)) == signature_check::bad_timestamp);
        }
    }

    TEST_CASE("a difference of up to five minutes is accepted in both directions")
    {
        CHECK(verdict_at(sent_at + 5min) == signature_check::valid);
        CHECK(verdict_at(sent_at + 5min + 999ms) == signature_check::valid);
        CHECK(verdict_at(sent_at + 5min + 1s) == signature_check::too_old);
        CHECK(verdict_at(sent_at - 5min) == signature_check::valid);
        CHECK(verdict_at(sent_at - 5min - 1s) == signature_check::too_new);
    }

    TEST_CASE("extreme timestamps do not overflow and are rejected")
    {
        CHECK(verdict_of_time("9223372036854775807") == signature_check::too_new);
        CHECK(verdict_of_time("0") == signature_check::too_old);
    }

    TEST_CASE("every result of a check has its own name")
    {
        using enum signature_check;
        constexpr std::array all{valid, no_match, missing_headers, bad_timestamp, too_old, too_new};
        std::set<std::string_view> names;
        for (const signature_check verdict : all)
            names.insert(name_of(verdict));
        CHECK(names.size() == all.size());
        CHECK_FALSE(names.contains(""));
        CHECK(name_of(missing_headers) == "missing_headers");
    }
}
