// The operator's log: one record has a level, a message and named fields.
//
// Secrets and order ids never go into a record, because logs are copied to places with other readers than the
// configuration and the store.
#ifndef DEFECTD_RUNTIME_LOG_HPP
#define DEFECTD_RUNTIME_LOG_HPP

#include <initializer_list>
#include <string>
#include <string_view>

#include "defectd/config/configuration.hpp"

namespace defectd {

/// One named value of a record: `source=us-mfn` in text, a member in JSON, a field in the journal.
struct log_field {
    std::string_view name;  ///< lower_case
    std::string value;
};

/// Takes records from any thread, and never waits: what cannot be written at once is dropped and counted.
/// app writes them to stderr or the journal, tests keep them.
class log_sink {
public:
    virtual ~log_sink() = default;
    /// Writes one record.  `message` is a constant sentence; the values go into `fields`, so that all records of one
    /// kind can be found by their message.
    virtual void write(log_level level, std::string_view message,
                       std::initializer_list<log_field> fields) = 0;

    /// Writes how many records were dropped, if that is possible now; the next record that can be written does so too.
    virtual void report_dropped() {}

    /// False when a record of this level is not written: a hot path then need not make its fields.
    [[nodiscard]] virtual bool takes(log_level level) const noexcept = 0;

    /// These write a record of the level in their name.
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
