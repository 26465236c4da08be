#include "defectd/report/read.hpp"

#include "defectd/base/assert.hpp"

namespace defectd {

std::string_view name_of(refusal_code code) noexcept
{
    switch (code) {
    case refusal_code::empty: return "empty";
    case refusal_code::xlsx: return "xlsx";
    case refusal_code::html: return "html";
    case refusal_code::xml: return "xml";
    case refusal_code::json: return "json";
    case refusal_code::encoding: return "encoding";
    case refusal_code::gzip: return "gzip";
    case refusal_code::missing_column: return "missing_column";
    case refusal_code::repeated_column: return "repeated_column";
    case refusal_code::bad_rows: return "bad_rows";
    case refusal_code::date_order: return "date_order";
    case refusal_code::truncated: return "truncated";
    case refusal_code::too_large: return "too_large";
    case refusal_code::wrong_scope: return "wrong_scope";
    case refusal_code::older_report: return "older_report";
    case refusal_code::unreadable: return "unreadable";
    }
    DEFECTD_ASSERT(false);
}

}  // namespace defectd
