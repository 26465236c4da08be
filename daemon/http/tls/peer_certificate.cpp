#include "tls/peer_certificate.hpp"

#include <openssl/x509.h>

#include <algorithm>
#include <ctime>

namespace defectd {

std::optional<timestamp> expiry_of(const X509* certificate)
{
    std::tm at{};
    if (certificate == nullptr || ::ASN1_TIME_to_tm(::X509_get0_notAfter(certificate), &at) != 1)
        return std::nullopt;
    // ASN1_TIME_to_tm() gives UTC, so timegm() and not mktime().
    return timestamp(std::chrono::seconds{::timegm(&at)});
}

std::chrono::seconds life_left(const X509* certificate)
{
    int days = 0;
    int seconds = 0;
    // From null, which is the present time.
    if (certificate == nullptr ||
        ::ASN1_TIME_diff(&days, &seconds, nullptr, ::X509_get0_notAfter(certificate)) != 1)
        return {};
    const std::chrono::seconds left = std::chrono::days{days} + std::chrono::seconds{seconds};
    return std::max(left, std::chrono::seconds{0});
}

}  // namespace defectd
