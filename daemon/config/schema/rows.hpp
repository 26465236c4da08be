// The parts of the schema, a file each; a paragraph a setting.
#ifndef DEFECTD_CONFIG_SCHEMA_ROWS_HPP
#define DEFECTD_CONFIG_SCHEMA_ROWS_HPP

#include <span>

#include "schema/schema.hpp"

namespace defectd {

[[nodiscard]] std::span<const schema_row> daemon_rows() noexcept;
[[nodiscard]] std::span<const schema_row> source_rows() noexcept;
[[nodiscard]] std::span<const schema_row> subscriber_rows() noexcept;

}  // namespace defectd

#endif
