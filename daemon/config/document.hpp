// Pieces that both generated documents use.
#ifndef DEFECTD_CONFIG_DOCUMENT_HPP
#define DEFECTD_CONFIG_DOCUMENT_HPP

#include <string>

#include "schema/schema.hpp"

namespace defectd {

/// "duration, 100ms to 5m", "one of `a` `b`" …
[[nodiscard]] std::string type_text(const schema_row& row);

/// True for rows that hold other rows: "store", "sources", "subscribers[].signing".
[[nodiscard]] bool holds_rows(const schema_row& row);

/// The path of the rows below: "store", "sources[]".
[[nodiscard]] std::string inside(const schema_row& row);

}  // namespace defectd

#endif
