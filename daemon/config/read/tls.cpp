// The certificates of a subscriber.
#include "defectd/webhook/tls_identity.hpp"
#include "read/readers.hpp"

namespace defectd {
namespace {

/// Returns the content of a PEM file that is not secret; empty when the key is not written.
std::string text_of(section& in, std::string_view key)
{
    const auto file = in.value(key, or_null(content_of_file(in, key, file_secrecy::open)));
    return file ? file->text.reveal() : std::string();
}

/// Reports what does not go together.  A file that could not be read has been reported already.
void check_identity(section& in, const tls_identity& identity)
{
    const bool has_certificate = !identity.certificate.empty();
    const bool has_key = !identity.key.empty();
    if (!identity.ca.empty())
        if (const auto error = validate_ca(identity.ca))
            in.add_error(in.at_value("ca_file"), error->what);
    if (has_certificate && !has_key && !in.has("key_file"))
        in.add_error(in.at_value("certificate_file"), "requires `key_file`; name the file with its key");
    if (has_key && !has_certificate && !in.has("certificate_file"))
        in.add_error(in.at_value("key_file"),
                     "requires `certificate_file`; name the file with its certificate");
    if (has_certificate && has_key)
        if (const auto error = validate_identity(identity.certificate, identity.key))
            in.add_error(in.at_value("certificate_file"), error->what);
}

}  // namespace

tls_identity read_tls(section in)
{
    tls_identity identity;
    identity.ca = text_of(in, "ca_file");
    identity.certificate = text_of(in, "certificate_file");
    if (auto key = in.value("key_file", or_null(content_of_file(in, "key_file"))))
        identity.key = std::move(key->text);
    check_identity(in, identity);
    return identity;
}

}  // namespace defectd
