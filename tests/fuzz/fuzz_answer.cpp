// Reads any bytes as the answer of a receiver: the first two are the rules and the status, the rest up to a
// line feed is Retry-After, what follows is the body.  Whatever comes in, no wait is in the past or reaches
// where a timestamp overflows, only failures have one, and nothing but a 2xx is a delivery.
// All of them are then read as the head of an answer, at once and in pieces: both read the same, and what goes on to
// the next parser is in its plain form.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "defectd/base/assert.hpp"
#include "defectd/webhook/answer.hpp"
#include "defectd/webhook/answer_head.hpp"

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

/// @param step  this many bytes come at a time
void feed(answer_head& head, std::string_view text, std::size_t step)
{
    std::size_t begin = 0;
    for (std::size_t end = 0; end < text.size() && head.progress() == answer_head::state::more;) {
        end = std::min(end + step, text.size());
        begin += head.take(text.substr(begin, end - begin));
        DEFECTD_ASSERT(begin <= end);
    }
}

void check_head(std::string_view text)
{
    answer_head at_once;
    answer_head in_pieces;
    feed(at_once, text, text.size());
    feed(in_pieces, text, 3);
    DEFECTD_ASSERT(at_once.progress() == in_pieces.progress());
    if (at_once.progress() != answer_head::state::whole)
        return;
    DEFECTD_ASSERT(at_once.status() >= 200 && at_once.status() <= 999);
    DEFECTD_ASSERT(at_once.status() == in_pieces.status() && at_once.framing() == in_pieces.framing());
    const std::string_view framing = at_once.framing();
    DEFECTD_ASSERT(framing.starts_with("HTTP/1.") && framing.ends_with("\r\n\r\n"));
    DEFECTD_ASSERT(framing.find("\r\n\r\n") == framing.size() - 4);
    for (std::size_t at = 0; at < framing.size(); ++at) {
        DEFECTD_ASSERT(framing[at] != '\r' || framing[at + 1] == '\n');
        DEFECTD_ASSERT(framing[at] != '\n' || framing[at - 1] == '\r');
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    check_head({reinterpret_cast<const char*>(bytes), size});
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
