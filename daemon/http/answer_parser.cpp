#include "answer_parser.hpp"

#include <algorithm>

namespace defectd {

answer_parser::answer_parser()
{
    header_limit(most_answer_header_bytes);
    body_limit(most_answer_body_bytes);
    eager(true);
}

void answer_parser::on_field_impl(boost::beast::http::field name, string_view, string_view value, error_code&)
{
    if (name == boost::beast::http::field::retry_after && !answer_.retry_after)
        answer_.retry_after.emplace(value.data(), value.size());
}

std::size_t answer_parser::on_body_impl(string_view piece, error_code&)
{
    std::string& head = answer_.body_head;
    head.append(piece.data(), std::min(piece.size(), most_body_head_bytes - head.size()));
    return piece.size();
}

}  // namespace defectd
