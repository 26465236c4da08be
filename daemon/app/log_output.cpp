#include "log_output.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "defectd/base/assert.hpp"
#include "defectd/base/utf8.hpp"
#include "log_stream.hpp"

namespace defectd {
namespace {

using fields_list = std::initializer_list<log_field>;

/// How a level is written.
struct level_words {
    std::string_view name;
    int journal_priority;  ///< syslog(3)
};

/// Returns the words of a level.
level_words words_of(log_level level) noexcept
{
    constexpr std::array words{level_words{"debug", 7}, level_words{"info", 6}, level_words{"warning", 4},
                               level_words{"error", 3}};
    return words.at(static_cast<std::size_t>(level));
}

/// Returns the time of a record.  The log reads the clock itself, because it is used before the daemon's clock exists.
std::string wall_time()
{
    return to_rfc3339(std::chrono::floor<duration>(std::chrono::system_clock::now()));
}

/// Returns a value as one word of a line: in quotes where a reader could not tell its end, and with control characters
/// as \xHH, so that a record is always one line and cannot change the terminal.
std::string quoted_if_needed(std::string_view value)
{
    const bool is_plain = !value.empty() && std::ranges::none_of(value, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\x7f' || c == '=';
    });
    if (is_plain)
        return std::string(value);
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else
            quoted += c;
    }
    return quoted + '"';
}

/// Counts the records that could not be written, and writes their number as soon as one can be.
class counting_log : public log_sink {
public:
    explicit counting_log(log_level least) : least_(least) {}

    void write(log_level level, std::string_view message, fields_list fields) final
    {
        if (!takes(level))
            return;
        // The number comes before the record, where the gap is.
        report_dropped();
        if (!write_now(level, message, fields))
            ++dropped_;
    }

    void report_dropped() final
    {
        const std::uint64_t count = dropped_.exchange(0);
        if (count != 0 && !write_now(log_level::warning, dropped_text(count), {}))
            // Other threads may have counted meanwhile, so that the number is added and not set.
            dropped_ += count;
    }

    [[nodiscard]] bool takes(log_level level) const noexcept final { return level >= least_; }

private:
    [[nodiscard]] virtual bool write_now(log_level level, std::string_view message, fields_list fields) = 0;

    static std::string dropped_text(std::uint64_t count)
    {
        return fmt::format("{} log lines dropped; the log output was not ready", count);
    }

    log_level least_;
    std::atomic<std::uint64_t> dropped_ = 0;
};

/// Writes one line per record to stderr.
class stderr_log : public counting_log {
    using counting_log::counting_log;

    [[nodiscard]] bool write_now(log_level level, std::string_view message, fields_list fields) final
    {
        return out_.write(line(level, message, fields));
    }

    virtual std::string line(log_level level, std::string_view message, fields_list fields) = 0;

    line_stream out_{STDERR_FILENO};
};

/// Returns "TIME LEVEL MESSAGE name=value …".  Fields without a value are omitted.
std::string text_line(log_level level, std::string_view message, fields_list fields)
{
    std::string text = fmt::format("{} {:<7} {}", wall_time(), words_of(level).name, message);
    for (const log_field& field : fields)
        if (!field.value.empty())
            text += fmt::format(" {}={}", field.name, quoted_if_needed(field.value));
    return text;
}

class text_log final : public stderr_log {
    using stderr_log::stderr_log;

    std::string line(log_level level, std::string_view message, fields_list fields) override
    {
        return text_line(level, message, fields);
    }
};

class json_log final : public stderr_log {
    using stderr_log::stderr_log;

    std::string line(log_level level, std::string_view message, fields_list fields) override
    {
        const auto text = [](std::string_view value) {
            const std::string valid = as_utf8(value);  // a path may be anything
            return boost::json::string(valid.data(), valid.size());
        };
        boost::json::object record;
        record["time"] = wall_time();
        record["level"] = text(words_of(level).name);
        record["message"] = text(message);
        for (const log_field& field : fields) {
            const bool is_new = record
                                    .emplace(boost::json::string_view(field.name.data(), field.name.size()),
                                             text(field.value))
                                    .second;
            DEFECTD_ASSERT(is_new);  // a field named as one of the three would take its place
        }
        return boost::json::serialize(record);
    }
};

/// Native journal records: `journalctl DEFECTD_SUBSCRIBER=name` works.
class journal_log final : public counting_log {
    using counting_log::counting_log;

    [[nodiscard]] bool write_now(log_level level, std::string_view message, fields_list fields) override
    {
        std::string text(message);
        std::vector<std::string> entries{fmt::format("PRIORITY={}", words_of(level).journal_priority),
                                         "SYSLOG_IDENTIFIER=defectd"};
        for (const log_field& field : fields) {
            std::string name(field.name);
            std::ranges::transform(name, name.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            entries.push_back(fmt::format("DEFECTD_{}={}", name, field.value));
            if (!field.value.empty())
                text += fmt::format(" {}={}", field.name, quoted_if_needed(field.value));
        }
        entries.push_back("MESSAGE=" + text);
        const journal_stream::outcome sent = journal_.write(entries);
        // The journal may be restarted or absent, as in a container; its record is better in another place than lost.
        if (sent == journal_stream::outcome::no_journal)
            return no_journal_.write(text_line(level, message, fields));
        return sent == journal_stream::outcome::taken;
    }

    journal_stream journal_;
    line_stream no_journal_{STDERR_FILENO};
};

/// True when stderr is the journal's: $JOURNAL_STREAM has the device and the inode of the stream (systemd.exec(5)).
bool stderr_is_journal()
{
    const char* const stream = std::getenv("JOURNAL_STREAM");
    struct ::stat status {};
    return stream != nullptr && ::fstat(STDERR_FILENO, &status) == 0 &&
           fmt::format("{}:{}", status.st_dev, status.st_ino) == stream;
}

}  // namespace

std::unique_ptr<log_sink> make_log_output(log_level least, log_format format)
{
    if (format == log_format::automatic)
        format = stderr_is_journal() ? log_format::journal : log_format::text;
    switch (format) {
    case log_format::json: return std::make_unique<json_log>(least);
    case log_format::journal: return std::make_unique<journal_log>(least);
    case log_format::automatic:
    case log_format::text: break;
    }
    return std::make_unique<text_log>(least);
}

}  // namespace defectd
