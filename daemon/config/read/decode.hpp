// One value of the tree to one typed value, or why not.  Each function fits a kind of the schema and obeys
// its row's range or words.  Pure.
//
// A text is taken as written, also where YAML would read a number or a truth value: names may look like
// either.  Numbers and truth values are taken without quotes only.
#ifndef DEFECTD_CONFIG_READ_DECODE_HPP
#define DEFECTD_CONFIG_READ_DECODE_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "defectd/base/result.hpp"
#include "defectd/base/time.hpp"
#include "defectd/defect/model.hpp"
#include "defectd/webhook/egress.hpp"
#include "schema/schema.hpp"
#include "yaml/tree.hpp"

namespace defectd {

template <class T>
using decoded = result<T, text_error>;

/// A text is the one value that Boost's result cannot tell from its error by itself.
[[nodiscard]] inline decoded<std::string> decoded_text(std::string text)
{
    return {boost::system::in_place_value, std::move(text)};
}

/// A size in bytes: a type of its own, so that it is printed as one.
struct byte_count {
    std::uint64_t bytes = 0;
};

/// A whole number, or none: `auto` leaves it to the daemon.
struct integer_or_auto {
    std::optional<std::int64_t> number;
};

[[nodiscard]] decoded<bool> as_boolean(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<std::int64_t> as_integer(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<integer_or_auto> as_integer_or_auto(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<double> as_number(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<duration> as_span(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<byte_count> as_size(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<timestamp> as_time(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<std::string> as_text(const yaml_node& node, const schema_row& row);

/// One of the row's `words`.
[[nodiscard]] decoded<std::string> as_word(const yaml_node& node, const schema_row& row);

/// The names of sources and subscribers: they stand in commands, addresses and metrics.
[[nodiscard]] decoded<std::string> as_name(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<std::string> as_account(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<std::string> as_marketplace_id(const yaml_node& node, const schema_row& row);
/// The one name of what is written: `fba` is `AFN`.
[[nodiscard]] decoded<std::string> as_fulfillment(const yaml_node& node, const schema_row& row);
[[nodiscard]] decoded<ip_network> as_network(const yaml_node& node, const schema_row& row);

/// A glob over the row's words, or over marketplaces: what it matches, at least one.
[[nodiscard]] decoded<std::vector<std::string>> as_words_matched(const yaml_node& node,
                                                                 const schema_row& row);
[[nodiscard]] decoded<std::vector<std::string>> as_fulfillments_matched(const yaml_node& node,
                                                                        const schema_row& row);
[[nodiscard]] decoded<std::vector<std::string>> as_marketplaces_matched(const yaml_node& node,
                                                                        const schema_row& row);

/// `null`, or what `decode` takes.
template <class Decode>
[[nodiscard]] auto or_null(Decode decode)
{
    using value_type =
        typename std::invoke_result_t<Decode&, const yaml_node&, const schema_row&>::value_type;
    return [decode = std::move(decode)](const yaml_node& node,
                                        const schema_row& row) mutable -> decoded<std::optional<value_type>> {
        if (node.kind == yaml_kind::null)
            return std::optional<value_type>();
        auto value = decode(node, row);
        if (!value)
            return value.error();
        return std::optional<value_type>(*std::move(value));
    };
}

/// What to write instead of `word`: the nearest of `words` when one is near, and all of them.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string_view>& words);

/// How print-config writes a value.
[[nodiscard]] std::string to_yaml(bool value);
[[nodiscard]] std::string to_yaml(std::int64_t value);
[[nodiscard]] std::string to_yaml(double value);
[[nodiscard]] std::string to_yaml(duration value);
[[nodiscard]] std::string to_yaml(byte_count value);
[[nodiscard]] std::string to_yaml(integer_or_auto value);
[[nodiscard]] std::string to_yaml(timestamp value);
[[nodiscard]] std::string to_yaml(const std::string& value);
[[nodiscard]] std::string to_yaml(const ip_network& value);

/// "null" for none.
template <class T>
[[nodiscard]] std::string to_yaml(const std::optional<T>& value)
{
    return value ? to_yaml(*value) : "null";
}

/// `text` as a YAML scalar: plain where no reader can take it for anything else, else in double quotes.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

/// Any part of the tree in YAML's flow form, as it was written.
[[nodiscard]] std::string flow_text(const yaml_node& node);

/// The text of a scalar in back quotes, cut short, with nothing in it that a terminal obeys or that looks secret.
[[nodiscard]] std::string quoted(const yaml_node& node);

/// What stands there instead of a scalar, and what is `wanted`.
[[nodiscard]] text_error not_a_scalar(const yaml_node& node, std::string_view wanted);

}  // namespace defectd

#endif
