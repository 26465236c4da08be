// A log that keeps its records, so that a test can ask what was said.
#ifndef DEFECTD_TESTS_SUPPORT_RECORDED_LOG_HPP
#define DEFECTD_TESTS_SUPPORT_RECORDED_LOG_HPP

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "defectd/runtime/log.hpp"

namespace defectd {

class recorded_log final : public log_sink {
public:
    struct record {
        log_level level;
        std::string text;  ///< the message and its fields: "delivered subscriber=desk status=200"

        friend bool operator==(const record&, const record&) = default;
    };

    void write(log_level level, std::string_view message, std::initializer_list<log_field> fields) override
    {
        std::string text(message);
        for (const log_field& field : fields)
            text.append(" ").append(field.name).append("=").append(field.value);
        const std::lock_guard guard(guard_);
        records_.push_back({level, std::move(text)});
    }

    [[nodiscard]] bool takes(log_level) const noexcept override { return true; }

    [[nodiscard]] std::size_t count(log_level level) const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(records_, [&](const record& each) { return each.level == level; }));
    }

    [[nodiscard]] bool says(std::string_view text) const
    {
        return std::ranges::any_of(
            records_, [&](const record& each) { return each.text.find(text) != std::string::npos; });
    }

    [[nodiscard]] const std::vector<record>& records() const noexcept { return records_; }

private:
    std::mutex guard_;
    std::vector<record> records_;
};

}  // namespace defectd

#endif
