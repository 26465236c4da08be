// Judges any bytes as the answer of a receiver: the first two are the rules and the status, the rest up to a line feed
// is Retry-After, what follows is the body.  No wait is in the past or reaches where a timestamp overflows, only
// failures have one, and nothing but a 2xx is a delivery.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "defectd/base/assert.hpp"
#include "defectd/webhook/answer.hpp"

using namespace defectd;

namespace {

const timestamp now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
const timestamp end_of_time{std::chrono::sys_days{std::chrono::year{10'000} / 1 / 2}};

void check_wait(const std::optional<timestamp>& at)
{
    DEFECTD_ASSERT(!at || (*at >= now && *at <= end_of_time));
}

void check_result(const attempt_result& result, int status)
{
    const bool is_delivered = result.meaning == answer_meaning::delivered;
    DEFECTD_ASSERT(!is_delivered || (status >= 200 && status < 300));
    DEFECTD_ASSERT(is_delivered == result.failure.empty());
    DEFECTD_ASSERT(result.meaning == answer_meaning::failed || !result.not_before);
    check_wait(result.not_before);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size < 2)
        return 0;
    const auto rules = static_cast<answer_rules>(bytes[0] % 5);
    const int status = 200 + (bytes[0] / 5 % 2) * 200 + bytes[1];
    const std::string_view rest(reinterpret_cast<const char*>(bytes) + 2, size - 2);
    const std::string_view header = rest.substr(0, rest.find('\n'));
    const std::string_view body = rest.substr(std::min(header.size() + 1, rest.size()));

    check_wait(parse_retry_after(header, now));
    check_result(classify_answer(rules, received_answer{status, header, body}, now), status);
    return 0;
}
