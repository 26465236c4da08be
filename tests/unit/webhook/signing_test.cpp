#include "defectd/webhook/signing.hpp"

#include <doctest/doctest.h>

using namespace defectd;
using namespace std::chrono_literals;

namespace {

timestamp at_second(std::int64_t seconds)
{
    return timestamp{std::chrono::seconds{seconds}};
}

secret key_of(std::string_view text)
{
    const auto key = parse_symmetric_secret(text);
    REQUIRE(key.has_value());
    return *key;
}

secret first_key()
{
    return key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
}

secret second_key()
{
    return key_of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
}

const signed_message message{"msg_p5jXN8AQM9LWM0D4loKWxJek", at_second(1'614'265'330),
                             R"({"test": 2432232314})"};
constexpr std::string_view first_signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

std::string header(const header_list& headers, std::string_view name)
{
    for (const auto& [key, value] : headers)
        if (key == name)
            return value;
    return "<absent>";
}

}  // namespace

TEST_SUITE("webhook/signing")
{
    TEST_CASE("the published vectors of Standard Webhooks come out")
    {
        CHECK(sign_standard(first_key(), message) == first_signature);
        CHECK(sign_standard(second_key(), {"msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", at_second(1'649'367'553),
                                           R"({"email":"test@example.com","username":"test_user"})"}) ==
              "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");
    }

    TEST_CASE("milliseconds are cut from the signed time")
    {
        signed_message later = message;
        later.attempted_at += 999ms;
        CHECK(sign_standard(first_key(), later) == first_signature);
        later.attempted_at += 1ms;
        CHECK(sign_standard(first_key(), later) != first_signature);
    }

    TEST_CASE("every byte of the body counts, NUL and invalid UTF-8 included")
    {
        using namespace std::string_view_literals;
        signed_message binary = message;
        binary.body = "a\0b\xFF"sv;
        const std::string whole = sign_standard(first_key(), binary);
        for (const std::string_view other : {"a"sv, "a\0b"sv, "a\0c\xFF"sv, "a\0b\xFE"sv, ""sv}) {
            binary.body = other;
            CHECK(sign_standard(first_key(), binary) != whole);
        }
    }

    TEST_CASE("the headers are id, time and signature, in this order and in lower case")
    {
        const header_list headers = standard_headers({{first_key(), std::nullopt}}, message);
        REQUIRE(headers.size() == 3);
        CHECK(headers[0] ==
              std::pair<std::string, std::string>{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"});
        CHECK(headers[1] == std::pair<std::string, std::string>{"webhook-timestamp", "1614265330"});
        CHECK(headers[2] ==
              std::pair<std::string, std::string>{"webhook-signature", std::string(first_signature)});
    }

    TEST_CASE("while a key is rotated out both sign, in the order of the configuration")
    {
        const std::vector<signing_key> keys{{first_key(), std::nullopt},
                                            {second_key(), message.attempted_at + 1ms}};
        CHECK(header(standard_headers(keys, message), "webhook-signature") ==
              std::string(first_signature) + " " + sign_standard(second_key(), message));
    }

    TEST_CASE("a key signs attempts before its end only")
    {
        for (const duration after : {0ms, 1ms, 1000ms}) {
            CAPTURE(after.count());
            const std::vector<signing_key> keys{{second_key(), message.attempted_at - after},
                                                {first_key(), std::nullopt}};
            CHECK(header(standard_headers(keys, message), "webhook-signature") == first_signature);
        }
    }

    TEST_CASE("without a valid key there is no signature header at all")
    {
        CHECK(header(standard_headers({}, message), "webhook-signature") == "<absent>");
        const std::vector<signing_key> expired{{first_key(), message.attempted_at}};
        const header_list headers = standard_headers(expired, message);
        CHECK(headers.size() == 2);
        CHECK(header(headers, "webhook-timestamp") == "1614265330");
    }
}
