// What the daemon says about itself: one record, a level, and named fields.
// Secrets and order ids never go into one.
#ifndef DEFECTD_RUNTIME_LOG_HPP
#define DEFECTD_RUNTIME_LOG_HPP

#include <initializer_list>
#include <string>
#include <string_view>

#include "defectd/config/configuration.hpp"

namespace defectd {

struct log_field {
    std::string_view name;  ///< lower_case
    std::string value;
};

/// Takes records from any thread, and never waits: what cannot be written at once is dropped and counted.
/// app writes them to stderr or the journal, tests keep them.
class log_sink {
public:
    virtual ~log_sink() = default;
    virtual void write(log_level level, std::string_view message,
                       std::initializer_list<log_field> fields) = 0;

    /// Says how many records were dropped, if it can be said now; the next record that can be written does so too.
    virtual void report_dropped() {}

    /// False when a record of this level goes nowhere: a hot path need not make its fields.
    [[nodiscard]] virtual bool takes(log_level level) const noexcept = 0;

    void debug(std::string_view message, std::initializer_list<log_field> fields = {})
    {
        write(log_level::debug, message, fields);
    }
    void info(std::string_view message, std::initializer_list<log_field> fields = {})
    {
        write(log_level::info, message, fields);
    }
    void warning(std::string_view message, std::initializer_list<log_field> fields = {})
    {
        write(log_level::warning, message, fields);
    }
    void error(std::string_view message, std::initializer_list<log_field> fields = {})
    {
        write(log_level::error, message, fields);
    }
};

}  // namespace defectd

#endif
