// The signing keys of a subscriber.
#include <fmt/format.h>

#include <algorithm>

#include "read/formats.hpp"
#include "read/readers.hpp"

namespace defectd {
namespace {

/// A key and the file it came from.
struct known_key {
    secret key;
    std::string path;
};

std::string to_yaml(const known_key& key)
{
    return yaml_scalar(key.path);
}

/// Returns the key in the file at `path`, in the form that the scheme takes.
decoded<known_key> read_key(section& in, signing_scheme scheme, const config_note& where,
                            const std::string& path)
{
    const auto text = read_secret(in.outside(), path);
    if (!text)
        return text.error();
    if (text->world_readable)
        in.warn(where, world_readable_warning);
    auto key = parse_signing_key(scheme, text->text.reveal());
    if (!key)
        return key.error();
    return known_key{*std::move(key), path};
}

/// True for text in the form of `defectd secret new`, which belongs in a file.
bool is_key_itself(std::string_view text)
{
    return text.starts_with("whsec_") || text.starts_with("whsk_");
}

/// Returns a reader of `secret_file`.
auto key_from_file(section& in, signing_scheme scheme)
{
    return [&in, scheme](const yaml_node& node, const schema_row& row) -> decoded<known_key> {
        const auto path = as_text(node, row);
        if (!path)
            return path.error();
        if (is_key_itself(*path))
            return text_error{"is the key itself; write it to a file and name that file here"};
        return read_key(in, scheme, in.at(node.at, in.path_of("secret_file")),
                        absolute_path(*path, in.file().folder));
    };
}

/// Returns a reader of `secret_credential`.  systemd puts credentials into one folder, each in a file.
auto key_from_credential(section& in, signing_scheme scheme)
{
    return [&in, scheme](const yaml_node& node, const schema_row& row) -> decoded<known_key> {
        const auto name = as_text(node, row);
        if (!name)
            return name.error();
        if (is_key_itself(*name))
            return text_error{"is the key itself; store it as a systemd credential and write its name here"};
        if (name->find('/') != std::string::npos || *name == "." || *name == "..")
            return text_error{"is not a credential name; write the name given in `LoadCredential=`"};
        const std::string& folder = in.outside().credentials_directory;
        if (folder.empty())
            return text_error{"cannot be read: $CREDENTIALS_DIRECTORY is not set; run under systemd with "
                              "`LoadCredential=`, or use secret_file"};
        auto key = read_key(in, scheme, in.at(node.at, in.path_of("secret_credential")),
                            absolute_path(*name, folder));
        if (key)
            key->path = *name;
        return key;
    };
}

/// Reads one item of `signing`: exactly one of the two places of the key must be written.
signing_key read_signing_key(section in)
{
    const auto scheme = in.need_choice<signing_scheme>("scheme");
    auto from_file = in.find("secret_file", key_from_file(in, scheme));
    auto from_credential = in.find("secret_credential", key_from_credential(in, scheme));
    const bool has_file = in.has("secret_file");
    const bool has_credential = in.has("secret_credential");
    if (has_file && has_credential)
        in.add_error(in.at_value("secret_credential"), "conflicts with `secret_file`; keep one of them");
    if (!has_file && !has_credential)
        in.add_error(
            in.at_first_key("secret_file"),
            "is missing; write `secret_file:` and the name of a file with the key, or `secret_credential:`");
    signing_key key;
    key.scheme = scheme;
    key.until = in.find("until", as_time);
    if (from_file)
        key.key = std::move(from_file->key);
    else if (from_credential)
        key.key = std::move(from_credential->key);
    return key;
}

bool is_none(const yaml_node& node)
{
    return node.kind == yaml_kind::scalar && node.text == "none";
}

/// True when the value is a list that is not empty.  `none` is shown; everything else is noted as a mistake.
bool holds_keys(section& in, const yaml_node& node)
{
    if (is_none(node))
        in.show(in.row_of("signing"), "none", node);
    else if (node.kind == yaml_kind::list && node.items.empty())
        in.add_error(in.at(node.at, in.path_of("signing")),
                     "is an empty list; write `none` to send without a signature");
    else if (node.kind != yaml_kind::list && node.kind != yaml_kind::refused)
        in.add_error(
            in.at(node.at, in.path_of("signing")),
            "is neither `none` nor a list of keys; write `- {scheme: standard, secret_file: NAME}` lines");
    return node.kind == yaml_kind::list && !node.items.empty();
}

/// Some schemes have room for one signature only: of two keys without an end the second would never sign.
void refuse_idle_keys(section& subscriber, const std::vector<signing_key>& keys)
{
    for (const signing_scheme scheme :
         {signing_scheme::github, signing_scheme::shopify, signing_scheme::slack}) {
        const auto lasting = std::ranges::count_if(
            keys, [scheme](const signing_key& key) { return key.scheme == scheme && !key.until; });
        if (lasting > 1)
            subscriber.add_error(
                subscriber.at_value("signing"),
                fmt::format(
                    "has two `{}` keys without `until`, but that scheme allows only one signature; give "
                    "the old key an `until`: it signs until then, and the new one afterwards",
                    name_of(scheme)));
    }
}

}  // namespace

std::vector<signing_key> read_signing(section& subscriber, std::optional<payload_format> format)
{
    std::vector<signing_key> keys;
    if (!subscriber.has("signing") && format && row_of(*format).needs_signing)
        subscriber.add_error(
            subscriber.at_first_key("signing"),
            "is missing; write `signing: [{scheme: standard, secret_file: NAME}]`, or `signing: none` to "
            "send without a signature");
    const std::vector<const yaml_node*> written = subscriber.written("signing");
    // If the value is not a list, each_item() would report that again.
    if (std::all_of(written.begin(), written.end(),
                    [&](const yaml_node* node) { return holds_keys(subscriber, *node); }))
        subscriber.each_item("signing", 0,
                             [&](section item) { keys.push_back(read_signing_key(std::move(item))); });
    if (!keys.empty() &&
        std::ranges::all_of(keys, [](const signing_key& key) { return key.until.has_value(); }))
        subscriber.add_error(
            subscriber.at_value("signing"),
            "every key has an `until`, after which requests would carry no signature; remove "
            "`until` from the key in use");
    refuse_idle_keys(subscriber, keys);
    return keys;
}

}  // namespace defectd
