#include "payload/facts.hpp"

#include <boost/json/parse.hpp>

#include "payload/plain_text.hpp"

namespace defectd::payloads {

std::string_view data_of(std::string_view body) noexcept
{
    // Within a JSON text each quote is escaped, so the first such run of bytes is the member itself.
    constexpr std::string_view member = "\"data\":";
    const std::size_t at = body.find(member);
    if (at == std::string_view::npos || !body.ends_with('}'))
        return "null";
    const std::string_view rest = body.substr(at + member.size());
    // `data` is the last member, so the last brace is that of the body.
    return rest.substr(0, rest.size() - 1);
}

event_facts::event_facts(const stored_event& ev) : event_(&ev)
{
    boost::system::error_code error;
    boost::json::value data = boost::json::parse(data_of(ev.body), error);
    if (!error && data.is_object())
        data_ = std::move(data);
}

std::string event_facts::text(std::string_view pointer) const
{
    boost::system::error_code error;
    const boost::json::value* const found = data_.find_pointer(pointer, error);
    // A report may contain line breaks and control characters, which no message may repeat.
    return found && found->is_string() ? one_line(found->get_string()) : std::string();
}

std::optional<double> event_facts::number(std::string_view pointer) const
{
    boost::system::error_code error;
    const boost::json::value* const found = data_.find_pointer(pointer, error);
    if (!found || !found->is_number())
        return std::nullopt;
    return found->to_number<double>();
}

std::optional<std::int64_t> event_facts::count(std::string_view pointer) const
{
    boost::system::error_code error;
    const boost::json::value* const found = data_.find_pointer(pointer, error);
    if (!found || !found->is_int64())
        return std::nullopt;
    return found->get_int64();
}

}  // namespace defectd::payloads
