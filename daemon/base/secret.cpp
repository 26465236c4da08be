#include "defectd/base/secret.hpp"

#include <openssl/crypto.h>

namespace defectd {

secret::~secret()
{
    OPENSSL_cleanse(value_.data(), value_.size());
}

}  // namespace defectd
