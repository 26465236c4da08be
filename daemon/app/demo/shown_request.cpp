#include "shown_request.hpp"

#include <fmt/format.h>

namespace defectd {
namespace {

constexpr std::size_t columns_per_level = 2;

/// Indents JSON in one pass over the bytes: numbers and strings are copied, and only the space between them is new.
class indenter {
public:
    std::string take(std::string_view document)
    {
        for (const char next : document)
            if (is_in_string_)
                take_in_string(next);
            else
                take_outside(next);
        return std::move(text_);
    }

private:
    void take_in_string(char next)
    {
        text_ += next;
        // A quote ends the string unless a backslash precedes it that is not itself escaped.
        is_in_string_ = is_escaped_ || next != '"';
        is_escaped_ = !is_escaped_ && next == '\\';
    }

    void take_outside(char next)
    {
        switch (next) {
        case ' ':
        case '\t':
        case '\r':
        case '\n': return;
        case '{':
        case '[':
            begin_value();
            text_ += next;
            ++level_;
            is_empty_ = true;
            return;
        case '}':
        case ']': close(next); return;
        case ',':
            text_ += next;
            begin_line();
            return;
        case ':': text_ += ": "; return;
        default:
            begin_value();
            is_in_string_ = next == '"';
            text_ += next;
        }
    }

    void begin_value()
    {
        if (is_empty_)
            begin_line();
        is_empty_ = false;
    }

    void close(char bracket)
    {
        --level_;
        if (!is_empty_)
            begin_line();
        is_empty_ = false;
        text_ += bracket;
    }

    void begin_line() { text_.append("\n").append(level_ * columns_per_level, ' '); }

    std::string text_;
    std::size_t level_ = 0;
    bool is_in_string_ = false;
    bool is_escaped_ = false;
    bool is_empty_ = false;  ///< an object or array was opened and holds nothing yet
};

/// Returns `text` with `margin` before every line that is not empty.
std::string with_margin(std::string_view text, std::string_view margin)
{
    std::string result;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (!line.empty())
            result.append(margin).append(line);
        result += '\n';
    }
    return result;
}

}  // namespace

std::string indented_json(std::string_view document)
{
    return indenter().take(document);
}

std::string shown_request(const server_request& request, std::string_view margin)
{
    std::string text = fmt::format("{} {}\n", request.method, request.target);
    for (const auto& [name, value] : request.headers)
        text += fmt::format("{}: {}\n", name, value);
    return with_margin(text + "\n" + indented_json(request.body), margin);
}

}  // namespace defectd
