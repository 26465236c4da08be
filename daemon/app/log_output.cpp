#include "log_output.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "defectd/base/assert.hpp"
#include "defectd/base/utf8.hpp"

namespace defectd {
namespace {

using fields_list = std::initializer_list<log_field>;

struct level_words {
    std::string_view name;
    int journal_priority;  ///< syslog(3)
};

level_words words_of(log_level level) noexcept
{
    constexpr std::array words{level_words{"debug", 7}, level_words{"info", 6}, level_words{"warning", 4},
                               level_words{"error", 3}};
    return words.at(static_cast<std::size_t>(level));
}

std::string wall_time()
{
    return to_rfc3339(std::chrono::floor<duration>(std::chrono::system_clock::now()));
}

/// A line stays a line: control characters in a value are shown, not obeyed.
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

/// One line a record on stderr, through spdlog's locked sink.
class stderr_log : public log_sink {
public:
    explicit stderr_log(log_level least)
        : least_(least), out_("defectd", std::make_shared<spdlog::sinks::stderr_sink_mt>())
    {
        out_.set_pattern("%v");
    }

    void write(log_level level, std::string_view message, fields_list fields) final
    {
        if (takes(level))
            out_.info("{}", line(level, message, fields));
    }

    [[nodiscard]] bool takes(log_level level) const noexcept final { return level >= least_; }

private:
    virtual std::string line(log_level level, std::string_view message, fields_list fields) = 0;

    log_level least_;
    spdlog::logger out_;
};

class text_log final : public stderr_log {
    using stderr_log::stderr_log;

    std::string line(log_level level, std::string_view message, fields_list fields) override
    {
        std::string text = fmt::format("{} {:<7} {}", wall_time(), words_of(level).name, message);
        for (const log_field& field : fields)
            if (!field.value.empty())
                text += fmt::format(" {}={}", field.name, quoted_if_needed(field.value));
        return text;
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
class journal_log final : public log_sink {
public:
    explicit journal_log(log_level least) : least_(least) {}

    void write(log_level level, std::string_view message, fields_list fields) override
    {
        if (!takes(level))
            return;
        std::string text(message);
        std::vector<std::string> entries{fmt::format("PRIORITY={}", words_of(level).journal_priority)};
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
        std::vector<iovec> pieces;
        pieces.reserve(entries.size());
        for (std::string& entry : entries)
            pieces.push_back({entry.data(), entry.size()});
        if (::sd_journal_sendv(pieces.data(), static_cast<int>(pieces.size())) < 0)
            no_journal_.write(level, message, fields);
    }

    [[nodiscard]] bool takes(log_level level) const noexcept override { return level >= least_; }

private:
    log_level least_;
    text_log no_journal_{least_};
};

/// systemd tells by $JOURNAL_STREAM which device and inode its pipe has (systemd.exec(5)).
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
