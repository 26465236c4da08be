// Each function turns one value of the tree into a typed value, or says why it cannot.  It belongs to one kind of the
// schema and obeys the range or the words of its row.  Pure.
//
// A text is taken as written, even where YAML would read a number or a boolean, because names may look like either.
// Numbers and booleans are accepted only without quotes.
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
/// The value, or a sentence that says what is wrong and what to write instead.
using decoded = result<T, text_error>;

/// Wraps a text.  Boost's result cannot convert a string by itself, because it could be meant as the error.
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

/// `true` or `false`.
[[nodiscard]] decoded<bool> as_boolean(const yaml_node& node, const schema_row& row);
/// Decimal digits without leading zeros, with an optional minus sign.
[[nodiscard]] decoded<std::int64_t> as_integer(const yaml_node& node, const schema_row& row);
/// As as_integer(), or `auto`.
[[nodiscard]] decoded<integer_or_auto> as_integer_or_auto(const yaml_node& node, const schema_row& row);
/// Digits with an optional fraction, without a sign or an exponent.
[[nodiscard]] decoded<double> as_number(const yaml_node& node, const schema_row& row);
/// A duration such as `30s` (base/time.hpp).
[[nodiscard]] decoded<duration> as_span(const yaml_node& node, const schema_row& row);
/// A size such as `16KiB` (base/text.hpp).
[[nodiscard]] decoded<byte_count> as_size(const yaml_node& node, const schema_row& row);
/// A time with its zone (RFC 3339).
[[nodiscard]] decoded<timestamp> as_time(const yaml_node& node, const schema_row& row);
/// 1 to 4096 bytes without control characters.
[[nodiscard]] decoded<std::string> as_text(const yaml_node& node, const schema_row& row);

/// One of the row's `words`, exactly as written there.
[[nodiscard]] decoded<std::string> as_word(const yaml_node& node, const schema_row& row);

/// The name of a source or a subscriber, 1 to 64 characters of `A-Z a-z 0-9 . _ -`: it is part of commands and URLs.
[[nodiscard]] decoded<std::string> as_name(const yaml_node& node, const schema_row& row);
/// A text of at most 128 bytes.
[[nodiscard]] decoded<std::string> as_account(const yaml_node& node, const schema_row& row);
/// A country code in any case or a marketplace id; the value is the id.
[[nodiscard]] decoded<std::string> as_marketplace_id(const yaml_node& node, const schema_row& row);
/// A fulfillment channel in any of its spellings; the value is its one name, so `fba` is `AFN`.
[[nodiscard]] decoded<std::string> as_fulfillment(const yaml_node& node, const schema_row& row);
/// An address and a prefix length, without a bit set after the prefix.
[[nodiscard]] decoded<ip_network> as_network(const yaml_node& node, const schema_row& row);

/// A glob over the row's words, over channels or over marketplaces; the value is what it matches, at least one.
[[nodiscard]] decoded<std::vector<std::string>> as_words_matched(const yaml_node& node,
                                                                 const schema_row& row);
[[nodiscard]] decoded<std::vector<std::string>> as_fulfillments_matched(const yaml_node& node,
                                                                        const schema_row& row);
[[nodiscard]] decoded<std::vector<std::string>> as_marketplaces_matched(const yaml_node& node,
                                                                        const schema_row& row);

/// Returns a function that accepts `null`, or else what `decode` accepts.
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

/// Returns what to write instead of `word`: the nearest of `words`, when one is near, and all of them.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string_view>& words);

/// Return a value as print-config writes it, which is also how the configuration file would say it.
[[nodiscard]] std::string to_yaml(bool value);
[[nodiscard]] std::string to_yaml(std::int64_t value);
[[nodiscard]] std::string to_yaml(double value);
[[nodiscard]] std::string to_yaml(duration value);
[[nodiscard]] std::string to_yaml(byte_count value);
[[nodiscard]] std::string to_yaml(integer_or_auto value);
[[nodiscard]] std::string to_yaml(timestamp value);
[[nodiscard]] std::string to_yaml(const std::string& value);
[[nodiscard]] std::string to_yaml(const ip_network& value);

/// Returns "null" for an empty optional.
template <class T>
[[nodiscard]] std::string to_yaml(const std::optional<T>& value)
{
    return value ? to_yaml(*value) : "null";
}

/// Returns `text` as a YAML scalar: plain if no reader can take it for anything else, or else in double quotes.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

/// Returns any part of the tree in YAML's flow form, as it was written.
[[nodiscard]] std::string flow_text(const yaml_node& node);

/// Returns the text of a scalar in backquotes for a message: cut short, without control characters, and replaced by
/// "this string" when it looks secret.
[[nodiscard]] std::string quoted(const yaml_node& node);

/// Returns the error for a node that is not a scalar: what it is, and what is `wanted`.
[[nodiscard]] text_error not_a_scalar(const yaml_node& node, std::string_view wanted);

}  // namespace defectd

#endif
