#include "defectd/webhook/tls_identity.hpp"

#include <doctest/doctest.h>
#include <openssl/err.h>

#include "support/error_text.hpp"
#include "support/test_ca.hpp"

using namespace defectd;

namespace {

/// Without its last lines but with its first.
std::string cut_short(const std::string& pem)
{
    return pem.substr(0, pem.size() / 2);
}

/// One letter in the middle of the base64 is another.
std::string scratched(std::string pem)
{
    char& letter = pem[pem.size() / 2];
    letter = '!';
    return pem;
}

}  // namespace

TEST_SUITE("webhook/tls_text")
{
    TEST_CASE("a CA text has one certificate or more, with any text between them")
    {
        const test_ca one;
        const test_ca two("another");
        CHECK(what(validate_ca(one.pem())) == "");
        CHECK(what(validate_ca("our CA\n" + one.pem() + "\nand theirs:\n" + two.pem() + "\n\n")) == "");
        CHECK(what(validate_ca("issuer: us\r\n" + one.pem())) == "");
    }

    TEST_CASE("a text without a whole certificate is not a CA")
    {
        const test_ca authority;
        const std::string pem = authority.pem();
        const std::pair<std::string, const char*> rows[] = {
            {"", "no certificate"},
            {"hello", "no certificate"},
            {std::string("\0\0\0", 3), "no certificate"},
            {authority.sign({}).key_pem(), "no certificate"},
            {cut_short(pem), "certificate 1"},
            {scratched(pem), "certificate 1"},
            {"-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n", "certificate 1"},
            {pem + scratched(pem), "certificate 2"},
            {std::string(3U << 20U, 'x'), "2 MiB"},
        };
        for (const auto& [text, word] : rows) {
            CAPTURE(text.substr(0, 80));
            CHECK(what(validate_ca(text)).find(word) != std::string::npos);
        }
    }

    TEST_CASE("a certificate, its chain and its key are an identity")
    {
        const test_ca authority;
        const key_and_certificate client = authority.sign({});
        CHECK(what(validate_identity(client.certificate_pem(), secret(client.key_pem()))) == "");
        CHECK(what(validate_identity(client.certificate_pem() + authority.pem(), secret(client.key_pem()))) ==
              "");
    }

    TEST_CASE("certificate and key in one file are an identity")
    {
        const key_and_certificate client = test_ca().sign({});
        const std::string both = client.key_pem() + client.certificate_pem();
        CHECK(what(validate_identity(both, secret(both))) == "");
    }

    TEST_CASE("an expired certificate is accepted here and rejected in the handshake")
    {
        const certificate_wish expired{"DNS:desk.test", -7200, -3600};
        const key_and_certificate client = test_ca().sign(expired);
        CHECK(what(validate_identity(client.certificate_pem(), secret(client.key_pem()))) == "");
        CHECK(what(validate_ca(client.certificate_pem())) == "");
    }

    TEST_CASE("other texts than a certificate and its key are rejected")
    {
        const test_ca authority;
        const key_and_certificate client = authority.sign({});
        const key_and_certificate other = authority.sign({});
        const std::string certificate = client.certificate_pem();
        const std::string key = client.key_pem();
        struct row {
            std::string certificate;
            std::string key;
            const char* word;
        };
        const row rows[] = {
            {"", key, "no certificate"},
            {key, key, "no certificate"},
            {scratched(certificate), key, "certificate 1"},
            {certificate + cut_short(authority.pem()), key, "certificate 2"},
            {certificate, "", "no readable private key"},
            {certificate, certificate, "no readable private key"},
            {certificate, cut_short(key), "no readable private key"},
            {certificate, scratched(key), "no readable private key"},
            {certificate, other.key_pem(), "does not match the first certificate"},
            {authority.pem() + certificate, key, "does not match the first certificate"},
        };
        for (const row& each : rows) {
            CAPTURE(each.word);
            const std::string error = what(validate_identity(each.certificate, secret(each.key)));
            CHECK(error.find(each.word) != std::string::npos);
            CHECK(error.find("MII") == std::string::npos);
        }
    }

    TEST_CASE("an encrypted key is refused without asking for a passphrase")
    {
        const key_and_certificate client = test_ca().sign({});
        const std::string error =
            what(validate_identity(client.certificate_pem(), secret(client.key_pem("passphrase"))));
        CHECK(error.find("encrypted") != std::string::npos);
    }

    TEST_CASE("OpenSSL's error queue is empty after each check")
    {
        const key_and_certificate client = test_ca().sign({});
        CHECK(validate_ca(scratched(client.certificate_pem())));
        CHECK(validate_identity(client.certificate_pem(), secret("nothing")));
        CHECK(ERR_peek_error() == 0);
    }
}
