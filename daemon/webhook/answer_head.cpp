#include "defectd/webhook/answer_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "defectd/base/ascii.hpp"

namespace defectd {
namespace {

constexpr std::string_view version_prefix = "HTTP/1.";
constexpr std::string_view line_end = "\r\n";

constexpr bool is_token_character(char c) noexcept
{
    return is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

/// Returns whether the text can be a field value or a reason: no control characters except the tab (RFC 9110, 5.5).
bool is_field_text(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\t'; });
}

/// Compares a header name without regard to case.
bool is_name(std::string_view text, std::string_view lower_case_name) noexcept
{
    return text.size() == lower_case_name.size() &&
           std::equal(text.begin(), text.end(), lower_case_name.begin(),
                      [](char c, char lower) { return to_lower(c) == lower; });
}

/// Returns whether a line that has not ended yet may still become a status line, or the empty line before one.
bool may_begin_a_head(std::string_view beginning) noexcept
{
    const std::size_t size = std::min(beginning.size(), version_prefix.size());
    return beginning == "\r" || beginning.substr(0, size) == version_prefix.substr(0, size);
}

/// Returns the status, 100 to 999, of "HTTP/1.1 200 OK", "HTTP/1.1 200 " or "HTTP/1.1 200"; 0 when the line is not a
/// status line.
int status_in(std::string_view line) noexcept
{
    constexpr std::size_t shortest = std::string_view("HTTP/1.1 200").size();
    const std::size_t minor = version_prefix.size();
    if (line.size() < shortest || !line.starts_with(version_prefix) || !is_digit(line[minor]) ||
        line[minor + 1] != ' ' || (line.size() > shortest && line[shortest] != ' '))
        return 0;
    int status = 0;
    for (const char c : line.substr(minor + 2, 3)) {
        if (!is_digit(c))
            return 0;
        status = status * 10 + (c - '0');
    }
    return status >= 100 && is_field_text(line) ? status : 0;
}

/// Returns whether the field decides where the body ends or whether the connection can be used again.
bool says_where_it_ends(std::string_view name) noexcept
{
    constexpr auto names = std::to_array<std::string_view>(
        {"content-length", "transfer-encoding", "connection", "proxy-connection"});
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view each) { return is_name(name, each); });
}

}  // namespace

std::size_t answer_head::take(std::string_view bytes)
{
    std::size_t used = 0;
    while (state_ == state::more) {
        // `searched_` bytes of this line were searched before, so a head in single bytes is not searched
        // repeatedly.
        const std::size_t end = bytes.find('\n', used + searched_);
        const bool is_whole_line = end != std::string_view::npos;
        const std::size_t next = is_whole_line ? end + 1 : bytes.size();
        if (taken_ + (next - used) > max_answer_head_bytes) {
            refuse("the response header is larger than 64 KiB");
            break;
        }
        std::string_view line = bytes.substr(used, (is_whole_line ? end : next) - used);
        // A line that has not ended stays with the caller, who passes it again with more bytes.
        if (!is_whole_line) {
            searched_ = line.size();
            if (status_ == 0 && !may_begin_a_head(line))
                refuse("it does not begin with HTTP/1.");
            break;
        }
        taken_ += next - used;
        used = next;
        searched_ = 0;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        take_line(line);
    }
    return used;
}

void answer_head::take_line(std::string_view line)
{
    if (status_ == 0)
        take_first_line(line);
    else if (line.empty())
        end_head();
    else if (is_blank(line.front()))
        take_fold(line);
    else
        take_field(line);
}

void answer_head::take_first_line(std::string_view line)
{
    if (line.empty() && !skipped_empty_line_) {
        skipped_empty_line_ = true;
        return;
    }
    status_ = status_in(line);
    if (status_ == 0)
        return refuse("its first line is not an HTTP/1.x status line");
    // A reason may be anything and an unknown minor version is read as 1.1, so neither reaches the strict
    // parser.
    const char minor = line[version_prefix.size()] == '0' ? '0' : '1';
    framing_ = fmt::format("HTTP/1.{} {} \r\n", minor, status_);
}

void answer_head::take_field(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return refuse("a header line has no colon");
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = without_outer_blanks(line.substr(colon + 1));
    if (!name.empty() && is_blank(name.back()))
        return refuse("a header name is followed by white space");
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_token_character))
        return refuse("a header name contains invalid characters");
    if (!is_field_text(value))
        return refuse("a header value contains control characters");
    has_field_ = true;
    keep_value(name, value);
    // Two readers could disagree about where the body ends (RFC 9112, 6.3): the basis of response smuggling.
    if (has_length_ && has_coding_)
        refuse("it has both Content-Length and Transfer-Encoding");
}

void answer_head::keep_value(std::string_view name, std::string_view value)
{
    open_value_ = nullptr;
    if (says_where_it_ends(name)) {
        has_length_ = has_length_ || is_name(name, "content-length");
        has_coding_ = has_coding_ || is_name(name, "transfer-encoding");
        framing_.append(name).append(": ").append(value).append(line_end);
        open_value_ = &framing_;
        return;
    }
    if (is_name(name, "retry-after"))
        open_value_ = &retry_after_;
    else if (is_name(name, "x-ratelimit-reset-after"))
        open_value_ = &reset_after_;
    if (open_value_ != nullptr)
        // Several lines of one name are one list (RFC 9110, 5.3).
        open_value_->append(open_value_->empty() ? "" : ", ").append(value);
}

/// A folded line continues the value before it with a space (RFC 9112, 5.2).
void answer_head::take_fold(std::string_view line)
{
    const std::string_view more = without_outer_blanks(line);
    if (!has_field_)
        return refuse("its first header line is folded");
    if (!is_field_text(more))
        return refuse("a header value contains control characters");
    if (open_value_ == nullptr)
        return;
    if (open_value_ == &framing_)
        framing_.resize(framing_.size() - line_end.size());
    if (!open_value_->empty() && !open_value_->ends_with(' '))
        *open_value_ += ' ';
    open_value_->append(more);
    if (open_value_ == &framing_)
        framing_.append(line_end);
}

/// The empty line ends the head; after an interim answer (1xx) another head follows.
void answer_head::end_head()
{
    if (status_ == 101)
        return refuse("it switches protocols (101), which was not requested");
    if (status_ >= 200) {
        framing_ += line_end;
        state_ = state::whole;
        return;
    }
    if (++interim_ > max_interim_answers)
        return refuse("it sends too many interim responses (1xx)");
    begin_head();
}

/// Starts the next head: the headers of an interim answer do not count.
void answer_head::begin_head()
{
    status_ = 0;
    skipped_empty_line_ = has_field_ = has_length_ = has_coding_ = false;
    open_value_ = nullptr;
    retry_after_.clear();
    reset_after_.clear();
    framing_.clear();
}

void answer_head::refuse(std::string complaint)
{
    state_ = state::refused;
    complaint_ = std::move(complaint);
}

}  // namespace defectd
