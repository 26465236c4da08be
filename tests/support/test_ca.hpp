// A certificate authority for tests, and the certificates it signs, good and bad.
#ifndef DEFECTD_TESTS_SUPPORT_TEST_CA_HPP
#define DEFECTD_TESTS_SUPPORT_TEST_CA_HPP

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace defectd {

/// What a certificate says.
struct certificate_wish {
    std::string alternative_names = "DNS:desk.test";  ///< OpenSSL's form: "DNS:a.test,IP:127.0.0.1"
    long valid_from = -3600;                          ///< seconds from now
    long valid_to = 3600;
    std::string common_name = "receiver";
};

struct key_and_certificate {
    std::shared_ptr<EVP_PKEY> key;
    std::shared_ptr<X509> certificate;

    /// Encrypted when there is a passphrase.
    [[nodiscard]] std::string key_pem(std::string passphrase = "") const
    {
        const EVP_CIPHER* const cipher = passphrase.empty() ? nullptr : EVP_aes_128_cbc();
        return pem([&](BIO* out) {
            return PEM_write_bio_PrivateKey(out, key.get(), cipher, nullptr, 0, nullptr, passphrase.data());
        });
    }

    [[nodiscard]] std::string certificate_pem() const
    {
        return pem([this](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
    }

private:
    template <class Write>
    static std::string pem(Write write)
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
        if (write(out.get()) != 1)
            throw std::runtime_error("OpenSSL writes no PEM");
        char* text = nullptr;
        const long size = BIO_get_mem_data(out.get(), &text);
        return std::string(text, static_cast<std::size_t>(size));
    }
};

class test_ca {
public:
    explicit test_ca(const std::string& name = "defectd test CA")
        : own_(make(name, nullptr, certificate_wish{"", -3600, 3600}))
    {
    }

    /// Signed by this CA.
    [[nodiscard]] key_and_certificate sign(const certificate_wish& wish) const
    {
        return make(wish.common_name, &own_, wish);
    }

    /// A CA of its own, signed by this one.
    [[nodiscard]] test_ca subordinate(const std::string& name) const
    {
        return test_ca(make(name, &own_, certificate_wish{"", -3600, 3600}));
    }

    /// Self-signed.
    [[nodiscard]] static key_and_certificate self_signed(const certificate_wish& wish)
    {
        return make("loner", nullptr, wish);
    }

    [[nodiscard]] std::string pem() const { return own_.certificate_pem(); }

private:
    explicit test_ca(key_and_certificate own) : own_(std::move(own)) {}

    static void extend(X509* certificate, int id, const std::string& value)
    {
        X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str());
        if (extension == nullptr || X509_add_ext(certificate, extension, -1) != 1)
            throw std::runtime_error("OpenSSL refuses the extension " + value);
        X509_EXTENSION_free(extension);
    }

    static key_and_certificate make(const std::string& name, const key_and_certificate* issuer,
                                    const certificate_wish& wish)
    {
        static long serial = 1;
        key_and_certificate made;
        made.key = std::shared_ptr<EVP_PKEY>(EVP_EC_gen("P-256"), &EVP_PKEY_free);
        made.certificate = std::shared_ptr<X509>(X509_new(), &X509_free);
        X509* const x509 = made.certificate.get();
        X509_set_version(x509, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
        X509_gmtime_adj(X509_getm_notBefore(x509), wish.valid_from);
        X509_gmtime_adj(X509_getm_notAfter(x509), wish.valid_to);
        X509_set_pubkey(x509, made.key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(x509,
                             X509_get_subject_name(issuer != nullptr ? issuer->certificate.get() : x509));
        if (wish.alternative_names.empty())
            extend(x509, NID_basic_constraints, "critical,CA:TRUE");
        else
            extend(x509, NID_subject_alt_name, wish.alternative_names);
        if (X509_sign(x509, issuer != nullptr ? issuer->key.get() : made.key.get(), EVP_sha256()) == 0)
            throw std::runtime_error("OpenSSL signs nothing");
        return made;
    }

    key_and_certificate own_;
};

}  // namespace defectd

#endif
