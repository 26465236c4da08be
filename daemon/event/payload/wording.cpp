#include "payload/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "defectd/base/text.hpp"
#include "json.hpp"

namespace defectd {
namespace payloads {
namespace {

// A value that takes more leaves no room for what the operator wrote around it.
constexpr std::size_t max_value_length = 300;

/// Returns the error with the list of the fields.
text_error problem(std::string what)
{
    return {fmt::format("{}; the fields are {}", what, fmt::join(wording_fields(), ", "))};
}

/// Returns what is wrong with the name between braces; nullopt when it is a field.
std::optional<text_error> validate_name(std::string_view name)
{
    const auto fields = wording_fields();
    if (std::find(fields.begin(), fields.end(), name) != fields.end())
        return std::nullopt;
    if (name.find_first_not_of("0123456789") == std::string_view::npos)
        return problem(fmt::format("`{{{}}}` is not a field, write a field name such as {{order_id}}", name));
    if (const std::size_t end = name.find_first_of(":!"); end != std::string_view::npos)
        return problem(fmt::format("`{{{}}}` has a format, which fields do not take, write {{{}}}", name,
                                   trimmed(name.substr(0, end))));
    if (const auto near = nearest_word(trimmed(name), fields))
        return problem(fmt::format("unknown field `{{{}}}`, did you mean {{{}}}?", name, *near));
    return problem(fmt::format("unknown field `{{{}}}`", name));
}

/// Reads a wording from the front.
class wording_reader {
public:
    explicit wording_reader(std::string_view rest) : rest_(rest) {}

    result<std::vector<wording_piece>, text_error> read()
    {
        while (!rest_.empty()) {
            const std::size_t brace = std::min(rest_.find_first_of("{}"), rest_.size());
            add_text(take(brace));
            if (rest_.empty())
                break;
            if (rest_.starts_with("{{") || rest_.starts_with("}}"))
                add_text(take(2).substr(0, 1));
            else if (auto error = read_field())
                return *error;
        }
        return std::move(pieces_);
    }

private:
    std::string_view take(std::size_t count)
    {
        const std::string_view front = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return front;
    }

    void add_text(std::string_view text)
    {
        if (!text.empty())
            pieces_.push_back({wording_piece::kind::text, std::string(text)});
    }

    /// Reads "{name}".  Returns what is wrong; nullopt when it is a field.
    std::optional<text_error> read_field()
    {
        if (rest_.front() == '}')
            return problem("a `}` closes no field, write }} for a brace");
        const std::size_t end = rest_.find_first_of("{}", 1);
        if (end == std::string_view::npos || rest_[end] == '{')
            return problem("a `{` is not closed, write {{ for a brace, or a field such as {order_id}");
        const std::string_view name = take(end + 1).substr(1, end - 1);
        pieces_.push_back({wording_piece::kind::field, std::string(name)});
        return validate_name(name);
    }

    std::string_view rest_;
    std::vector<wording_piece> pieces_;
};

/// Returns the field of the message; null when events of this type do not have it.
const wording_field* find_field(const message& msg, std::string_view name)
{
    const auto found = std::find_if(msg.fields.begin(), msg.fields.end(),
                                    [&](const wording_field& each) { return each.name == name; });
    return found == msg.fields.end() ? nullptr : &*found;
}

/// Returns whether the field is a URL.  It was made by this program and is percent-encoded; escapes would break it as
/// the target of a link.
bool is_address(std::string_view name)
{
    return name == "link";
}

}  // namespace

result<std::vector<wording_piece>, text_error> parse_wording(std::string_view wording)
{
    const std::string valid = as_utf8(wording);
    if (trimmed(valid).empty())
        return problem("the text is empty, write words and fields such as \"{defect} on order {order_id}\"");
    if (utf8_prefix(valid, max_wording_length).size() < valid.size())
        return problem(fmt::format("the text is longer than {} characters, shorten it", max_wording_length));
    return wording_reader(valid).read();
}

std::optional<std::string> worded(const std::optional<std::string>& wording, const message& msg,
                                  escape escaped, std::size_t max)
{
    // No wording, one that is not valid, or one with a field that the event lacks: the caller uses its own
    // words.
    if (!wording)
        return std::nullopt;
    const auto pieces = parse_wording(*wording);
    if (!pieces)
        return std::nullopt;
    bounded_text text(max);
    for (const wording_piece& piece : *pieces) {
        const wording_field* const field =
            piece.is == wording_piece::kind::field ? find_field(msg, piece.text) : nullptr;
        if (piece.is == wording_piece::kind::text)
            text.add_markup(piece.text);
        else if (!field)
            return std::nullopt;
        else if (is_address(piece.text))
            text.add_markup(field->value);
        else
            text.add(cut(field->value, max_value_length), escaped);
    }
    return text.text();
}

}  // namespace payloads

std::optional<text_error> validate_wording(std::string_view wording)
{
    auto pieces = payloads::parse_wording(wording);
    if (pieces)
        return std::nullopt;
    return pieces.error();
}

}  // namespace defectd
