#include "server/request_parser.hpp"

namespace defectd {

namespace http = boost::beast::http;

void request_parser::on_request_impl(http::verb, string_view method, string_view target, int, error_code&)
{
    request_.method.assign(method.data(), method.size());
    request_.target.assign(target.data(), target.size());
}

void request_parser::on_field_impl(http::field name, string_view name_text, string_view value, error_code&)
{
    request_.headers.emplace_back(std::string(name_text.data(), name_text.size()),
                                  std::string(value.data(), value.size()));
    if (name == http::field::expect)
        awaits_continue_ = boost::beast::iequals(value, "100-continue");
}

}  // namespace defectd
