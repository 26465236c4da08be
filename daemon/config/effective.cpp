// The text of print-config: the flat list of effective values, sorted by the schema, as nested YAML.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "defectd/config/load.hpp"

namespace defectd {
namespace {

/// One step of a path: a key, or an item of a list.
struct step {
    std::string text;  ///< "sources", or "[0]"

    [[nodiscard]] bool is_item() const { return text.starts_with('['); }
    friend bool operator==(const step&, const step&) = default;
};

std::vector<step> steps_of(std::string_view path)
{
    std::vector<step> steps;
    while (!path.empty()) {
        const std::size_t end = path.find_first_of(".[", 1);
        steps.push_back({std::string(path.substr(0, end))});
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + (path[end] == '.' ? 1 : 0));
    }
    return steps;
}

/// Prints each path's steps that differ from those of the path before.
class nested_printer {
public:
    void print(const effective_value& value, bool with_origin)
    {
        std::vector<step> steps = steps_of(value.path);
        const auto [fresh, old] = std::mismatch(steps.begin(), steps.end(), last_.begin(), last_.end());
        std::string dashes;  // an item shares its line with its first key
        for (auto at = fresh; at != steps.end(); ++at) {
            if (at->is_item()) {
                dashes = "- ";
                continue;
            }
            text_ += indent(steps, at, dashes) + at->text + ':';
            dashes.clear();
            if (at + 1 != steps.end())
                text_ += '\n';
        }
        text_ += ' ' + value.text;
        if (with_origin)
            text_ += "  # " + value.origin;
        text_ += '\n';
        last_ = std::move(steps);
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    static std::string indent(const std::vector<step>& steps, std::vector<step>::const_iterator at,
                              const std::string& dashes)
    {
        const auto depth = static_cast<std::size_t>(at - steps.begin());
        return std::string(2 * depth - dashes.size(), ' ') + dashes;
    }

    std::string text_;
    std::vector<step> last_;
};

}  // namespace

std::string effective_yaml(const std::vector<effective_value>& values, origin_comments origins)
{
    nested_printer printer;
    for (const effective_value& value : values)
        printer.print(value, origins == origin_comments::shown);
    return printer.take();
}

}  // namespace defectd
