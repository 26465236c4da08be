#include "answer_parser.hpp"

#include <algorithm>

namespace defectd {

void answer_parser::on_field_impl(boost::beast::http::field name, string_view, string_view value, error_code&)
{
    if (name == boost::beast::http::field::retry_after && !answer_.retry_after)
        answer_.retry_after.emplace(value.data(), value.size());
}

void answer_parser::take_body(string_view piece)
{
    std::string& head = answer_.body_head;
    head.append(piece.data(), std::min(piece.size(), most_body_head_bytes - head.size()));
}

}  // namespace defectd
